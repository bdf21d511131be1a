-- The administrator at the machine (hubctl, as the database's superuser) looks after all invitations, as invitation_add lets
-- him make them.
-- SPDX-License-Identifier: Apache-2.0

-- May who asks handle this invitation? Console people and the administrator at the machine all, others their own.
create or replace function umbrella.invitation_mine(invitation bigint) returns boolean language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (select from umbrella.authentication_invitetoken i left join umbrella.authentication_user u
                     on u.id = umbrella.uid() and u.status = 'active'
      where i.id = invitation
        and (u.is_staff or i.created_by_id = u.id
             or umbrella.uid() is null
                and session_user not in ('hub_auth', 'hub_home', 'hub_admin', 'hub_margin', 'hub_jobs', 'hub_egress')));
  end;
