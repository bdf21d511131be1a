/* template.cc: see template.h. Reads the dictionaries of view.c during expansion: nothing is
 * copied, nothing is hashed per row but the name that the template asks for. No exception leaves this file.
 * SPDX-License-Identifier: Apache-2.0 */
#include <algorithm>
#include <cctype>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <unordered_map>
#include <vector>

#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary_interface.h>
#include <ctemplate/template_emitter.h>
#include <ctemplate/template_modifiers.h>
#include <ctemplate/template_string.h>

extern "C" {
#include "web/template.h"
}

using ctemplate::TemplateString;

namespace
{
const char pragma[] = "{{%AUTOESCAPE context=\"HTML\"}}";
const ctemplate::Strip strip = ctemplate::STRIP_BLANK_LINES;

std::unique_ptr<ctemplate::TemplateCache> loaded;
/* The value handed out last, when it was drawn by chart_svg.c: the only one that x-svg lets through as it is. */
const char *last_svg;

/* One scope of names: a view, or one row of a list with the view that the list stands in behind it. */
class Scope : public ctemplate::TemplateDictionaryInterface
{
  public:
    explicit Scope(const struct view *v, const struct view_list *list = nullptr, int row = 0)
        : view_(v), list_(list), row_(row)
    {
    }

    TemplateString GetValue(const TemplateString &name) const override
    {
        uint32_t hash = view_hash(name.data(), name.size());
        struct str s = {nullptr, 0};
        last_svg = nullptr;
        if (const struct entry *e = cell(name, hash, &s) ? nullptr : find(name, hash)) {
            if (e->kind == ENTRY_SVG)
                last_svg = e->text.s;
            if (e->kind == ENTRY_SVG || e->kind == ENTRY_TEXT)
                s = e->text;
        }
        return s.n ? TemplateString(s.s, s.n) : TemplateString(ctemplate::kStsEmpty);
    }

    bool IsHiddenSection(const TemplateString &name) const override
    {
        uint32_t hash = view_hash(name.data(), name.size());
        struct str s;
        if (cell(name, hash, &s))
            return s.n == 0;
        const struct entry *e = find(name, hash);
        return !e || e->kind == ENTRY_HIDDEN || (e->kind == ENTRY_LIST && e->list.rows == 0);
    }

    bool IsUnhiddenSection(const TemplateString &name) const override
    {
        return !IsHiddenSection(name);
    }

    /* An include that nobody knows is a fault of the template and must fail, not vanish. */
    bool IsHiddenTemplate(const TemplateString &) const override
    {
        return false;
    }

    const char *GetIncludeTemplateName(const TemplateString &name, int) const override
    {
        const struct entry *e = find(name, view_hash(name.data(), name.size()), true);
        return e ? e->text.s : "no such include";
    }

    Iterator *CreateTemplateIterator(const TemplateString &) const override;
    Iterator *CreateSectionIterator(const TemplateString &) const override;

    void DumpToString(std::string *out, int) const override
    {
        out->append("(view)");
    }

  private:
    const struct view *view_;
    const struct view_list *list_;
    int row_;

    bool cell(const TemplateString &name, uint32_t hash, struct str *out) const
    {
        for (int c = 0; list_ && c < list_->cols; c++) {
            const char *n = list_->names[c];
            if (list_->hashes[c] != hash || std::strncmp(n, name.data(), name.size()) != 0 || n[name.size()])
                continue;
            *out = list_->get(list_->context, row_, c);
            return true;
        }
        return false;
    }

    /* The newest entry of the innermost scope that has one. Includes are names of their own:
     * {{#FIELD}}{{>FIELD}}{{/FIELD}}. */
    const struct entry *find(const TemplateString &name, uint32_t hash, bool include = false) const
    {
        for (const struct view *v = view_; v; v = v->outer)
            for (int i = v->n - 1; i >= 0; i--)
                if (v->at[i].hash == hash && (v->at[i].kind == ENTRY_INCLUDE) == include &&
                    v->at[i].length == name.size() && std::memcmp(v->at[i].name, name.data(), name.size()) == 0)
                    return &v->at[i];
        return nullptr;
    }

    class Once;
    class Views;
    class Rows;
};

class Scope::Once : public Iterator
{
  public:
    explicit Once(const Scope &scope) : scope_(scope)
    {
    }
    bool HasNext() const override
    {
        return !done_;
    }
    const TemplateDictionaryInterface &Next() override
    {
        done_ = true;
        return scope_;
    }

  private:
    const Scope &scope_;
    bool done_ = false;
};

class Scope::Views : public Iterator
{
  public:
    explicit Views(const struct view *first) : next_(first), scope_(first)
    {
    }
    bool HasNext() const override
    {
        return next_;
    }
    const TemplateDictionaryInterface &Next() override
    {
        scope_.view_ = next_;
        next_ = next_->next;
        return scope_;
    }

  private:
    const struct view *next_;
    Scope scope_;
};

class Scope::Rows : public Iterator
{
  public:
    Rows(const struct view *around, const struct view_list *list) : scope_(around, list, -1)
    {
    }
    bool HasNext() const override
    {
        return scope_.row_ + 1 < scope_.list_->rows;
    }
    const TemplateDictionaryInterface &Next() override
    {
        scope_.row_++;
        return scope_;
    }

  private:
    Scope scope_;
};

Scope::Iterator *Scope::CreateTemplateIterator(const TemplateString &) const
{
    return new Once(*this);
}

Scope::Iterator *Scope::CreateSectionIterator(const TemplateString &name) const
{
    const struct entry *e = find(name, view_hash(name.data(), name.size()));
    if (e && e->kind == ENTRY_SCOPES)
        return new Views(e->first);
    if (e && e->kind == ENTRY_LIST)
        return new Rows(view_, &e->list);
    return new Once(*this); /* shown, or a cell that is not empty */
}

class BufferEmitter : public ctemplate::ExpandEmitter
{
  public:
    explicit BufferEmitter(struct buf *out) : out_(out)
    {
    }
    void Emit(char c) override
    {
        buf_add(out_, &c, 1);
    }
    void Emit(const std::string &s) override
    {
        buf_add(out_, s.data(), s.size());
    }
    void Emit(const char *s) override
    {
        buf_add(out_, s, std::strlen(s));
    }
    void Emit(const char *s, size_t n) override
    {
        buf_add(out_, s, n);
    }

  private:
    struct buf *out_;
};

/* {{CHART:x-svg}}: raw when view_svg set it; anything else is escaped like text. */
class SvgModifier : public ctemplate::TemplateModifier
{
  public:
    void Modify(const char *in, size_t n, const ctemplate::PerExpandData *data, ctemplate::ExpandEmitter *out,
                const std::string &arg) const override
    {
        if (in == last_svg)
            out->Emit(in, n);
        else
            ctemplate::html_escape.Modify(in, n, data, out, arg);
    }
};

bool starts_with_pragma(const std::filesystem::path &file)
{
    char head[sizeof pragma - 1];
    std::ifstream in(file, std::ios::binary);
    return in.read(head, sizeof head) && std::memcmp(head, pragma, sizeof head) == 0;
}

std::string include_name(std::string file)
{
    const std::string shared = "shared/";
    if (file.compare(0, shared.size(), shared) == 0)
        file.erase(0, shared.size());
    file.resize(file.size() - 4); /* .tpl */
    for (char &c : file)
        c = std::isalnum((unsigned char)c) ? (char)std::toupper((unsigned char)c) : '_';
    return file;
}

void load(struct arena *a, const char *dir, struct view *names)
{
    static const SvgModifier svg;
    static const bool registered = ctemplate::AddXssSafeModifier("x-svg", &svg);
    std::vector<std::string> files;
    for (const auto &f : std::filesystem::recursive_directory_iterator(dir))
        if (f.path().extension() == ".tpl")
            files.push_back(std::filesystem::relative(f.path(), dir).string());
    std::sort(files.begin(), files.end());
    auto fresh = std::make_unique<ctemplate::TemplateCache>();
    if (!registered || files.empty() || !fresh->SetTemplateRootDirectory(dir))
        throw std::runtime_error("no templates there");
    for (const std::string &f : files) {
        if (!starts_with_pragma(std::filesystem::path(dir) / f))
            throw std::runtime_error(f + " does not start with " + pragma);
        if (!fresh->LoadTemplate(f, strip))
            throw std::runtime_error(f + " cannot be parsed");
        struct entry *e = view_entry(names, ENTRY_INCLUDE, arena_strdup(a, include_name(f).c_str()));
        e->text = (struct str){arena_strdup(a, f.c_str()), f.size()};
    }
    fresh->Freeze();
    loaded = std::move(fresh);
}
} // namespace

bool template_load(struct arena *a, const char *dir, struct view *names, const char **why)
{
    try {
        load(a, dir, names);
        return true;
    } catch (const std::exception &e) {
        *why = arena_printf(a, "templates in %s: %s", dir, e.what());
        return false;
    }
}

bool template_expand(const char *file, const struct view *v, struct buf *out)
{
    try {
        Scope scope(v);
        BufferEmitter emitter(out);
        return loaded && loaded->ExpandNoLoad(file, strip, &scope, nullptr, &emitter);
    } catch (const std::exception &) {
        return false;
    }
}
