# SPDX-License-Identifier: Apache-2.0
noinst_LIBRARIES += libweb.a
libweb_a_SOURCES = \
  %D%/account_nav.c %D%/account_nav.h %D%/call.c %D%/call.h %D%/chart_axes.c %D%/chart_bars.c %D%/chart_boxes.c %D%/chart_draw.h %D%/chart_files.c %D%/chart_files.h %D%/chart_lines.c %D%/chart_marks.c %D%/chart_points.c %D%/chart_points.h %D%/chart_put.c %D%/chart_scale.c %D%/chart_svg.c %D%/chart_svg.h %D%/confirm.c %D%/confirm.h %D%/device.c %D%/device.h %D%/dictionary.h %D%/dispatch.c %D%/dispatch.h %D%/error.c %D%/error.h \
  %D%/fcgi.c %D%/fcgi.h %D%/form.c %D%/form.h %D%/health.c %D%/health.h %D%/listing.c %D%/listing.h %D%/metrics.c %D%/metrics.h %D%/multipart.c %D%/multipart.h %D%/page.c %D%/pager.c %D%/pager.h %D%/params.c %D%/params.h %D%/perm.c %D%/perm.h \
  %D%/parent.c %D%/rate.c %D%/rate.h %D%/req.c %D%/req.h %D%/res.c %D%/res.h %D%/route.h %D%/sharing.c %D%/sharing.h \
  %D%/template.cc %D%/template.h %D%/view.c %D%/view.h
nodist_libweb_a_SOURCES = %D%/perm_rows.c

# Who may ask which route, from the one file that says so.
%D%/perm_rows.c: %D%/perm.tsv %D%/perm.awk
	$(AM_V_GEN)$(MKDIR_P) %D% && awk -f $(top_srcdir)/src/web/perm.awk $(top_srcdir)/src/web/perm.tsv >$@.new && mv $@.new $@
CLEANFILES += %D%/perm_rows.c %D%/perm_rows.c.new
EXTRA_DIST += %D%/perm.tsv %D%/perm.awk
