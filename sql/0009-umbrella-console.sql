-- What the console does. hub_admin reads almost everything and writes nothing itself: each write is a function here that
-- checks who asks, changes, and appends the audit event in one transaction. umbrella.require_staff() stands in front of each:
-- a console worker gone bad still needs the live, freshly re-authenticated session of somebody entitled.
-- SPDX-License-Identifier: Apache-2.0

-- The person who asks: console rights, second factor, re-authenticated within 10 minutes. Raises insufficient_privilege.
create function umbrella.require_staff(is_superuser_needed boolean) returns bigint language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  u umbrella.authentication_user;
  s umbrella.authentication_usersession;
begin
  select * into u from umbrella.authentication_user p where p.id = umbrella.uid() and p.status = 'active';
  select * into s from umbrella.authentication_usersession k where encode(k.session_key, 'hex') = current_setting('hub.sid', true);
  if not coalesce(u.is_staff and (u.is_superuser or not is_superuser_needed) and s.aal = 2 and s.stepup_at > now() - interval '10 minutes', false) then
    raise insufficient_privilege using message = 'this takes console rights, a second factor and a fresh sign-in';
  end if;
  return u.id;
end $$;

-- People ----------------------------------------------------------------------------------------------------------------

-- Approve, or reject with a reason; the mail to the applicant goes out with it. One decision, however many ask:
-- outcome done; decided (by_email and by_status say who and what); own_invitee (two_person: not by who invited); unknown.
create function umbrella.person_decide(person bigint, approve boolean, reason text, mail_kind text, mail_subject text, mail_text text, mail_html text)
  returns table (outcome text, by_email text, by_status text)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := umbrella.require_staff(false);
  u umbrella.authentication_user;
begin
  if umbrella.setting_flag('two_person') and exists
       (select from umbrella.authentication_invitetoken i where i.registered_user_id = person and i.created_by_id = me) then
    return query select 'own_invitee', null::text, null::text;
    return;
  end if;
  update umbrella.authentication_user p set status = case when approve then 'active' else 'rejected' end, approval_date = now(),
      approved_by_id = me, rejection_reason = case when approve then '' else coalesce(reason, '') end
   where p.id = person and p.status = 'pending' returning * into u;
  if not found then
    return query select case when p.status = 'pending' then 'unknown' else 'decided' end, coalesce(d.email, ''), p.status
      from umbrella.authentication_user p left join umbrella.authentication_user d on d.id = p.approved_by_id where p.id = person;
    if not found then
      return query select 'unknown', null::text, null::text;
    end if;
    return;
  end if;
  if u.email !~ '[\x00-\x20\x7f<>,;"\\]' then -- an address that the outbox does not take keeps nobody from deciding
    perform ops.mail_add(mail_kind, u.email, mail_subject, mail_text, mail_html, u.id, null);
  end if;
  perform umbrella.audit_append(case when approve then 'person.approve' else 'person.reject' end, 'person', u.id::text, u.email,
    '{"status": "pending"}', jsonb_build_object('status', u.status, 'reason', u.rejection_reason));
  return query select 'done', null::text, u.status;
end $$;

-- active <-> disabled. outcome: done, same (it is so already), state (pending, rejected, deleted: not this way), unknown.
create function umbrella.person_switch(person bigint, is_on boolean, reason text) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := umbrella.require_staff(false);
  was text;
  address text;
begin
  select u.status, u.email into was, address from umbrella.authentication_user u where u.id = person for update;
  if was is null then
    return 'unknown';
  elsif was = (case when is_on then 'active' else 'disabled' end) then
    return 'same';
  elsif was not in ('active', 'disabled') then
    return 'state';
  end if;
  update umbrella.authentication_user set status = case when is_on then 'active' else 'disabled' end where id = person;
  perform umbrella.audit_append(case when is_on then 'person.enable' else 'person.disable' end, 'person', person::text, address,
    jsonb_build_object('status', was), jsonb_build_object('status', case when is_on then 'active' else 'disabled' end, 'reason', coalesce(reason, '')));
  return 'done';
end $$;

-- A rejected person back into the queue. outcome as above.
create function umbrella.person_reconsider(person bigint) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := umbrella.require_staff(false);
  u umbrella.authentication_user;
begin
  update umbrella.authentication_user p set status = 'pending', approval_date = null, approved_by_id = null, rejection_reason = ''
   where p.id = person and p.status = 'rejected' returning * into u;
  if not found then
    return 'state';
  end if;
  perform umbrella.audit_append('person.reconsider', 'person', person::text, u.email, '{"status": "rejected"}', '{"status": "pending"}');
  return 'done';
end $$;

create function umbrella.person_set_role(person bigint, new_role text) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := umbrella.require_staff(false);
  was text;
  address text;
begin
  select u.role, u.email into was, address from umbrella.authentication_user u where u.id = person for update;
  if was is null then
    return 'unknown';
  elsif was = new_role then
    return 'same';
  end if;
  update umbrella.authentication_user set role = new_role where id = person;
  perform umbrella.audit_append('person.set_role', 'person', person::text, address, jsonb_build_object('role', was), jsonb_build_object('role', new_role));
  return 'done';
end $$;

-- Console rights. With two_person on, giving them is a proposal that a second superuser grants: outcome proposed.
create function umbrella.person_set_rights(person bigint, staff boolean, superuser boolean) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := umbrella.require_staff(true);
  u umbrella.authentication_user;
begin
  select * into u from umbrella.authentication_user p where p.id = person for update;
  if u.id is null then
    return 'unknown';
  elsif (u.is_staff, u.is_superuser) = (staff, superuser) then
    return 'same';
  elsif u.id = me then
    raise check_violation using message = 'nobody changes his own rights', constraint = 'own_rights';
  end if;
  if umbrella.setting_flag('two_person') and (staff and not u.is_staff or superuser and not u.is_superuser) then
    insert into umbrella.proposal (user_id, is_staff, is_superuser, proposed_by_id) values (person, staff, superuser, me) on conflict do nothing;
    if not found then
      return 'same';
    end if;
    perform umbrella.audit_append('rights.propose', 'person', person::text, u.email, jsonb_build_object('staff', u.is_staff, 'superuser', u.is_superuser),
      jsonb_build_object('staff', staff, 'superuser', superuser));
    return 'proposed';
  end if;
  update umbrella.authentication_user set is_staff = staff, is_superuser = superuser where id = person;
  perform umbrella.audit_append('rights.set', 'person', person::text, u.email, jsonb_build_object('staff', u.is_staff, 'superuser', u.is_superuser),
    jsonb_build_object('staff', staff, 'superuser', superuser));
  return 'done';
end $$;

-- outcome: done, same_person (the proposer can only withdraw: is_granted false), lost (decided already).
create function umbrella.proposal_decide(proposal bigint, granted boolean) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := umbrella.require_staff(true);
  p umbrella.proposal;
  u umbrella.authentication_user;
begin
  select * into p from umbrella.proposal q where q.id = proposal and q.decided_at is null for update;
  if not found then
    return 'lost';
  elsif granted and p.proposed_by_id = me then
    return 'same_person';
  end if;
  select * into u from umbrella.authentication_user q where q.id = p.user_id for update;
  update umbrella.proposal set decided_at = now(), decided_by_id = me, is_granted = granted where id = p.id;
  if granted then
    update umbrella.authentication_user set is_staff = p.is_staff, is_superuser = p.is_superuser where id = p.user_id;
  end if;
  perform umbrella.audit_append(case when granted then 'rights.grant' else 'rights.refuse' end, 'person', p.user_id::text, u.email,
    jsonb_build_object('staff', u.is_staff, 'superuser', u.is_superuser), jsonb_build_object('staff', p.is_staff, 'superuser', p.is_superuser));
  return 'done';
end $$;

-- A lost second factor: the person then signs in with the password alone and enrols anew.
create function umbrella.person_drop_factor(person bigint, mail_subject text, mail_text text, mail_html text) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := umbrella.require_staff(true);
  address text;
begin
  if not exists (select from umbrella.authentication_user u where u.id = person and u.has_second_factor) then
    return 'same';
  elsif person = me then
    raise check_violation using message = 'nobody changes his own rights', constraint = 'own_rights';
  end if;
  address := umbrella.factor_drop(person);
  update umbrella.authentication_usersession set revoked_at = now(), revoked_why = 'second factor removed' where user_id = person and revoked_at is null;
  if address !~ '[\x00-\x20\x7f<>,;"\\]' then
    perform ops.mail_add('notice-factor', address, mail_subject, mail_text, mail_html, person, null);
  end if;
  perform umbrella.audit_append('person.drop_factor', 'person', person::text, address, null, null);
  return 'done';
end $$;

-- Sessions ----------------------------------------------------------------------------------------------------------------

-- Console people are above who asks and is no superuser, but for oneself: guard_rights, where nothing of their row changes.
create function umbrella.console_is_above(person bigint) returns boolean language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (select from umbrella.authentication_user u, umbrella.authentication_user me
      where u.id = person and u.is_staff and me.id = umbrella.uid() and me.id <> u.id and not me.is_superuser);
  end;
-- End one session, all of a person (session NULL), or everybody's but one's own (both NULL). The number that ended.
create function umbrella.console_sessions_end(session bigint, person bigint) returns bigint
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := umbrella.require_staff(session is null and person is null);
  n bigint;
begin
  if umbrella.console_is_above(coalesce(console_sessions_end.person,
       (select s.user_id from umbrella.authentication_usersession s where s.id = console_sessions_end.session))) then
    raise check_violation using message = 'only a superuser ends sessions of console people', constraint = 'superuser_only';
  end if;
  perform umbrella.person_hold(person);
  update umbrella.authentication_usersession s set revoked_at = now(), revoked_why = 'ended by an administrator'
   where s.revoked_at is null and (console_sessions_end.session is null or s.id = console_sessions_end.session)
     and (console_sessions_end.person is null or s.user_id = console_sessions_end.person)
     and encode(s.session_key, 'hex') <> current_setting('hub.sid', true);
  get diagnostics n = row_count;
  if n > 0 then
    perform umbrella.audit_append('session.end', case when person is null then 'session' else 'person' end, coalesce(person, session)::text,
      coalesce((select u.email from umbrella.authentication_user u where u.id = coalesce(console_sessions_end.person,
        (select s.user_id from umbrella.authentication_usersession s where s.id = console_sessions_end.session))), ''), null, jsonb_build_object('ended', n));
  end if;
  return n;
end $$;

-- Invitations and templates -------------------------------------------------------------------------------------------

-- What one may give: managers viewers and analysts, console people also managers, superusers anything.
create function umbrella.may_invite(u umbrella.authentication_user, invite_type text) returns boolean language sql immutable
  return coalesce(u.is_superuser or (u.is_staff and invite_type <> 'admin')
                  or (u.role in ('manager', 'admin') and invite_type in ('viewer', 'analyst')), false);

-- Before several are invited in one transaction: their addresses (a JSON array) are held in one order, so that two lists with
-- the same people in them wait, and not for each other.
create function umbrella.invitation_lock(email text) returns bigint language sql immutable
  return hashtextextended('invite ' || lower(email), 0);
create function umbrella.invitation_hold(emails jsonb) returns void language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select pg_advisory_xact_lock(k.lock) from (select distinct umbrella.invitation_lock(value) as lock from jsonb_array_elements_text(emails) order by 1) k;
  end;
-- Invite; managers need a fresh sign-in, too.
-- outcome: done; exists (the address has an account); open (a valid invitation for it is on its way); role (above what one may give).
-- hub-jobs calls it for long lists on behalf of `inviter`; for others that is NULL: who asks.
create function umbrella.invitation_add(inviter bigint, email text, token_hash bytea, invite_type text, message text, hours integer, mail_subject text,
    mail_text text, mail_html text) returns table (outcome text, invitation_id bigint)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  u umbrella.authentication_user;
begin
  select * into u from umbrella.authentication_user p
   where p.id = coalesce(umbrella.uid(), case when session_user in ('hub_jobs', 'postgres') then inviter end) and p.status = 'active';
  -- Without anybody: the administrator at the machine (hubctl).
  if u.id is null and (session_user in ('hub_auth', 'hub_home', 'hub_admin', 'hub_margin', 'hub_jobs', 'hub_egress') or inviter is not null) then
    raise insufficient_privilege using message = 'nobody is asking';
  end if;
  if u.id is not null and not umbrella.may_invite(u, invite_type) then
    return query select 'role', null::bigint;
    return;
  end if;
  perform pg_advisory_xact_lock(umbrella.invitation_lock(invitation_add.email)); -- of a hundred at once one is open
  if exists (select from umbrella.authentication_user p where lower(p.email) = lower(invitation_add.email)) then
    return query select 'exists', null::bigint;
    return;
  end if;
  if exists (select from umbrella.authentication_invitetoken i where lower(i.email) = lower(invitation_add.email) and i.used_at is null
               and i.revoked_at is null and i.expires_at > now()) then
    return query select 'open', null::bigint;
    return;
  end if;
  insert into umbrella.authentication_invitetoken (email, token, invite_type, custom_message, expires_at, created_by_id)
    values (invitation_add.email, token_hash, invitation_add.invite_type, coalesce(message, ''), now() + make_interval(hours => hours), u.id)
    returning id into invitation_id;
  perform ops.mail_add('invitation', invitation_add.email, mail_subject, mail_text, mail_html, null, invitation_id);
  perform umbrella.audit_append('invitation.create', 'invitation', invitation_id::text, invitation_add.email, null,
    jsonb_build_object('type', invitation_add.invite_type, 'hours', hours));
  outcome := 'done';
  return next;
end $$;

-- May who asks handle this invitation? Console people and the administrator at the machine all, others their own.
create function umbrella.invitation_mine(invitation bigint) returns boolean language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (select from umbrella.authentication_invitetoken i left join umbrella.authentication_user u
                     on u.id = umbrella.uid() and u.status = 'active'
      where i.id = invitation
        and (u.is_staff or i.created_by_id = u.id
             or umbrella.uid() is null
                and session_user not in ('hub_auth', 'hub_home', 'hub_admin', 'hub_margin', 'hub_jobs', 'hub_egress')));
  end;
-- A new link in place of the old one, and a new mail. outcome: done, used, unknown (or not one's own), role (above what one may
-- give: who gets the link to see could make the account).
create function umbrella.invitation_resend(invitation bigint, token_hash bytea, hours integer, mail_subject text, mail_text text, mail_html text) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  i umbrella.authentication_invitetoken;
begin
  if not umbrella.invitation_mine(invitation) then
    return 'unknown';
  end if;
  if exists (select from umbrella.authentication_invitetoken k, umbrella.authentication_user u
              where k.id = invitation and u.id = umbrella.uid() and not umbrella.may_invite(u, k.invite_type)) then
    return 'role';
  end if;
  update umbrella.authentication_invitetoken k set token = token_hash, expires_at = now() + make_interval(hours => hours), revoked_at = null,
      email_sent_at = null, email_bounced = false, bounce_reason = '', opened_at = null, claim = null, claimed_at = null
   where k.id = invitation and k.used_at is null returning * into i;
  if not found then
    return 'used';
  end if;
  update ops.outbox set status = 'cancelled', finished_at = now() where invitation_id = invitation and status = 'waiting';
  perform ops.mail_add('invitation', i.email, mail_subject, mail_text, mail_html, null, i.id);
  perform umbrella.audit_append('invitation.resend', 'invitation', i.id::text, i.email, null, jsonb_build_object('hours', hours));
  return 'done';
end $$;
create function umbrella.invitation_revoke(invitation bigint) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  i umbrella.authentication_invitetoken;
begin
  if not umbrella.invitation_mine(invitation) then
    return 'unknown';
  end if;
  update umbrella.authentication_invitetoken k set revoked_at = now() where k.id = invitation and k.used_at is null and k.revoked_at is null returning * into i;
  if not found then
    return 'used';
  end if;
  update ops.outbox set status = 'cancelled', finished_at = now() where invitation_id = invitation and status = 'waiting';
  perform umbrella.audit_append('invitation.revoke', 'invitation', i.id::text, i.email, null, null);
  return 'done';
end $$;

-- Make (template NULL) or change a template. outcome: done, name (taken), unknown.
create function umbrella.template_save(template bigint, name text, invite_type text, subject text, message text, active boolean)
  returns table (outcome text, template_id bigint)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := umbrella.require_staff(false);
  old umbrella.authentication_invitetemplate;
  fresh umbrella.authentication_invitetemplate;
begin
  select * into old from umbrella.authentication_invitetemplate t where t.id = template for update;
  if template is not null and old.id is null then
    return query select 'unknown', null::bigint;
    return;
  end if;
  begin
    if template is null then
      insert into umbrella.authentication_invitetemplate as t (name, invite_type, subject, message_template, is_active, created_by_id)
        values (template_save.name, template_save.invite_type, template_save.subject, template_save.message, template_save.active, me)
        returning t.* into fresh;
    else
      update umbrella.authentication_invitetemplate t set name = template_save.name, invite_type = template_save.invite_type,
          subject = template_save.subject, message_template = template_save.message, is_active = template_save.active, updated_at = now()
        where t.id = template returning t.* into fresh;
    end if;
  exception when unique_violation then
    return query select 'name', null::bigint;
    return;
  end;
  perform umbrella.audit_append(case when template is null then 'template.create' else 'template.change' end, 'template', fresh.id::text, fresh.name,
    case when template is not null then to_jsonb(old) end, to_jsonb(fresh));
  return query select 'done', fresh.id;
end $$;
create function umbrella.template_delete(template bigint) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := umbrella.require_staff(false);
  old umbrella.authentication_invitetemplate;
begin
  delete from umbrella.authentication_invitetemplate t where t.id = template returning t.* into old;
  if not found then
    return false;
  end if;
  perform umbrella.audit_append('template.delete', 'template', old.id::text, old.name, to_jsonb(old), null);
  return true;
end $$;

-- Settings, jobs, mails -------------------------------------------------------------------------------------------------

-- new_value NULL: back to the default. Of a secret the record keeps only that it changed. outcome: done, same, unknown.
-- setting_change is for hubctl, setting_set for the console, which leaves on what only the administrator at the machine switches off.
create function umbrella.setting_change(setting text, new_value text) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  old umbrella.setting;
begin
  select * into old from umbrella.setting s where s.name = setting for update;
  if not found then
    return 'unknown';
  elsif old.value is not distinct from new_value then
    return 'same';
  end if;
  update umbrella.setting s set value = new_value, updated_at = now(), updated_by_id = umbrella.uid() where s.name = setting;
  perform umbrella.audit_append('setting.change', 'setting', setting, setting,
    case when old.kind = 'secret' then null else jsonb_build_object('value', old.value) end,
    case when old.kind = 'secret' then null else jsonb_build_object('value', new_value) end);
  return 'done';
end $$;
create function umbrella.setting_set(setting text, new_value text) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform umbrella.require_staff(true);
  if exists (select from umbrella.setting s where s.name = setting and s.is_one_way and umbrella.setting_flag(setting) and new_value is distinct from 'on') then
    raise check_violation using message = 'switched off at the machine alone', constraint = 'one_way';
  end if;
  return umbrella.setting_change(setting, new_value);
end $$;

-- What the console (after require_staff) and hubctl do with jobs and mails; each is on record.
-- A failed or cancelled job again; a waiting one at once. False: it is not in such a state, or the same work waits already.
create function ops.job_retry(job bigint) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  j ops.job;
begin
  begin
    update ops.job k set status = 'waiting', run_at = now(), tries = 0, runners_lost = 0, finished_at = null, error = null, cancel_requested = false
     where k.id = job and k.status in ('failed', 'cancelled', 'waiting') returning * into j;
  exception when unique_violation then
    return false;
  end;
  if j.id is null then
    return false;
  end if;
  perform umbrella.audit_append('job.retry', 'job', job::text, j.kind, null, null);
  return true;
end $$;
-- A waiting job is gone at once; a running one stops at its next step.
create function ops.job_cancel(job bigint) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  j ops.job;
begin
  update ops.job k set status = case k.status when 'waiting' then 'cancelled' else k.status end, cancel_requested = true,
      finished_at = case k.status when 'waiting' then now() end
   where k.id = job and k.status in ('waiting', 'running') returning * into j;
  if not found then
    return false;
  end if;
  perform umbrella.audit_append('job.cancel', 'job', job::text, j.kind, null, null);
  return true;
end $$;
-- NULL: one of the same kind and dedupe waits or runs already.
create function ops.job_order(kind text, payload jsonb, dedupe text) returns bigint
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  job bigint := ops.job_add(kind, payload, dedupe, now());
begin
  if job is not null then
    perform umbrella.audit_append('job.add', 'job', job::text, kind, null, null);
  end if;
  return job;
end $$;
-- Whether a mail can go out, now or again: not while it is being sent, nor after; and of an invitation only the newest, as long as
-- its link works.
create function ops.mail_can_send(mail bigint) returns boolean language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (select from ops.outbox m left join umbrella.authentication_invitetoken i on i.id = m.invitation_id
      where m.id = mail and m.status in ('failed', 'cancelled', 'waiting')
        and (m.kind <> 'invitation'
             or i.used_at is null and i.revoked_at is null and i.expires_at > now()
                and not exists (select from ops.outbox n where n.invitation_id = i.id and n.id > m.id)));
  end;
create function ops.mail_retry(mail bigint) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  m ops.outbox;
begin
  perform 1 from ops.outbox k join umbrella.authentication_invitetoken i on i.id = k.invitation_id where k.id = mail for share of i; -- nobody revokes it meanwhile
  update ops.outbox k set status = 'waiting', next_try_at = now(), tries = 0, finished_at = null
   where k.id = mail and k.status in ('failed', 'cancelled', 'waiting') and ops.mail_can_send(k.id) returning * into m;
  if not found then
    return false;
  end if;
  perform umbrella.audit_append('mail.retry', 'mail', mail::text, m.to_address, null, null);
  return true;
end $$;
create function ops.mail_cancel(mail bigint) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  m ops.outbox;
begin
  update ops.outbox k set status = 'cancelled', finished_at = now() where k.id = mail and k.status = 'waiting' returning * into m;
  if not found then
    return false;
  end if;
  perform umbrella.audit_append('mail.cancel', 'mail', mail::text, m.to_address, null, null);
  return true;
end $$;

create function umbrella.console_job_retry(job bigint) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform umbrella.require_staff(false);
  return ops.job_retry(job);
end $$;
create function umbrella.console_job_cancel(job bigint) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform umbrella.require_staff(false);
  return ops.job_cancel(job);
end $$;
create function umbrella.console_job_add(kind text, payload jsonb, dedupe text) returns bigint
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := umbrella.require_staff(false);
begin
  -- Invitations go out in the name of who asks, whatever the payload says.
  return ops.job_order(kind, case kind when 'invite-many' then payload || jsonb_build_object('inviter', me) else payload end, dedupe);
end $$;
create function umbrella.console_mail_retry(mail bigint) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform umbrella.require_staff(false);
  return ops.mail_retry(mail);
end $$;
create function umbrella.console_mail_cancel(mail bigint) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform umbrella.require_staff(false);
  return ops.mail_cancel(mail);
end $$;
-- The old throw-away answers of backtests.
create function umbrella.console_cache_purge() returns bigint
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := umbrella.require_staff(false);
  n bigint;
begin
  delete from margin.historical_backtest_backtestcache;
  get diagnostics n = row_count;
  perform umbrella.audit_append('margin.purge_cache', 'cache', '', 'backtests', jsonb_build_object('rows', n), null);
  return n;
end $$;
-- The audit of market data that the console imported (the rows themselves are written by market/store_write).
create function umbrella.console_import_note(symbol text, report jsonb) returns bigint
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := umbrella.require_staff(false);
begin
  return umbrella.audit_append('market.import', 'instrument', symbol, symbol, null, report);
end $$;

-- Delivery (hub-egress) -----------------------------------------------------------------------------------------------

create function ops.mail_sent(mail_id bigint) returns void language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    update ops.outbox m set status = 'sent', sent_at = now(), finished_at = now(), last_error = null,
        body_text = ops.mail_without_links(m.body_text), body_html = ops.mail_without_links(m.body_html)
      where m.id = mail_id and m.status = 'sending';
    update umbrella.authentication_invitetoken i set email_sent_at = now(), email_bounced = false, bounce_reason = ''
      from ops.outbox m where m.id = mail_id and m.status = 'sent' and i.id = m.invitation_id;
  end;
-- The mail was refused for good at RCPT (mail_refused), or came back later (mail_bounced, by the token in its envelope).
create function ops.mail_refused(mail_id bigint, why text) returns void language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    update ops.outbox m set status = 'failed', finished_at = now(), last_error = left(why, 1000), bounced_at = now(), bounce_reason = left(why, 1000)
      where m.id = mail_id;
    update umbrella.authentication_invitetoken i set email_bounced = true, bounce_reason = left(why, 1000)
      from ops.outbox m where m.id = mail_id and i.id = m.invitation_id;
  end;
create function ops.mail_bounced(envelope uuid, why text) returns bigint language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    update umbrella.authentication_invitetoken i set email_bounced = true, bounce_reason = left(why, 1000)
      from ops.outbox m where m.bounce_token = envelope and i.id = m.invitation_id;
    update ops.outbox m set bounced_at = now(), bounce_reason = left(why, 1000) where m.bounce_token = envelope returning m.id;
  end;

-- Housekeeping (hub-jobs) -----------------------------------------------------------------------------------------------

-- Delete what is over its time, at most `most` rows of each kind; what was deleted, by kind. Months of sign-ins that are wholly
-- over go as a partition.
create function umbrella.retain(most integer) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  gone jsonb := '{}';
  n bigint;
  part record;
  oldest timestamptz := now() - make_interval(days => umbrella.setting_integer('retention_signins'));
begin
  for part in select c.relname, to_date(right(c.relname, 7), 'YYYY_MM') as month from pg_inherits h join pg_class c on c.oid = h.inhrelid
               where h.inhparent = 'umbrella.authentication_loginattempt'::regclass and c.relname ~ '_[0-9]{4}_[0-9]{2}$' loop
    if (part.month + interval '1 month') at time zone 'UTC' <= oldest then
      select count(*) into n from umbrella.authentication_loginattempt a -- a partition by itself shows nobody anything
       where a.attempted_at >= part.month::timestamp at time zone 'UTC' and a.attempted_at < (part.month + interval '1 month') at time zone 'UTC';
      execute format('drop table umbrella.%I', part.relname);
      gone := gone || jsonb_build_object('signins', coalesce((gone->>'signins')::bigint, 0) + n);
    end if;
  end loop;
  delete from umbrella.authentication_loginattempt a where (a.id, a.attempted_at) in
    (select b.id, b.attempted_at from umbrella.authentication_loginattempt b where b.attempted_at < oldest limit most);
  get diagnostics n = row_count;
  gone := gone || jsonb_build_object('signins', coalesce((gone->>'signins')::bigint, 0) + n);
  delete from umbrella.loginattempt_day where day < (oldest at time zone 'UTC')::date;

  delete from umbrella.authentication_usersession s where s.id in
    (select t.id from umbrella.authentication_usersession t
      where least(coalesce(t.revoked_at, 'infinity'), t.abs_expires, t.last_activity + t.idle_ttl)
            < now() - make_interval(days => umbrella.setting_integer('retention_sessions')) limit most);
  get diagnostics n = row_count;
  gone := gone || jsonb_build_object('sessions', n);

  delete from umbrella.authentication_invitetoken i where i.id in
    (select k.id from umbrella.authentication_invitetoken k where k.used_at is null
      and k.expires_at < now() - make_interval(days => umbrella.setting_integer('retention_invitations')) limit most);
  get diagnostics n = row_count;
  gone := gone || jsonb_build_object('invitations', n);

  delete from ops.outbox m where m.id in
    (select k.id from ops.outbox k where k.finished_at < now() - make_interval(days => umbrella.setting_integer('retention_mail')) limit most);
  get diagnostics n = row_count;
  gone := gone || jsonb_build_object('mails', n);

  delete from ops.job j where j.id in
    (select k.id from ops.job k where k.finished_at < now() - make_interval(days => umbrella.setting_integer('retention_jobs'))
        or k.finished_at < now() - interval '1 day' and k.status = 'done' and k.dedupe in (select s.kind from ops.schedule s) -- one a minute
      limit most);
  get diagnostics n = row_count;
  gone := gone || jsonb_build_object('jobs', n);

  delete from margin.historical_backtest_backtestsession r where r.id in
    (select k.id from margin.historical_backtest_backtestsession k
      where k.created_at < now() - make_interval(days => umbrella.setting_integer('retention_runs')) limit most);
  get diagnostics n = row_count;
  gone := gone || jsonb_build_object('runs', n);
  delete from margin.historical_backtest_backtestcache c where c.expires_at < now();
  get diagnostics n = row_count;
  gone := gone || jsonb_build_object('cache', n);

  delete from umbrella.half_signin where expires_at < now() - interval '1 day';
  delete from umbrella.password_link where expires_at < now() - interval '30 days';
  delete from umbrella.email_link where expires_at < now() - interval '30 days';
  delete from umbrella.throttle where window_end < now() - interval '1 day';
  delete from umbrella.upload where created_at < now() - interval '1 day';
  delete from ops.heartbeat where at < now() - interval '15 minutes';
  perform umbrella.loginattempt_partition(now() + make_interval(months => m)) from generate_series(0, 2) as m;
  return gone;
end $$;

-- Accounts deleted 30 days ago, for good: the person's rows go with the account; the audit keeps that it was so.
create function umbrella.account_purge() returns bigint
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  u record;
  n bigint := 0;
begin
  for u in select p.id, p.email from umbrella.authentication_user p where p.status = 'deleted' and p.deleted_at < now() - interval '30 days'
            order by p.id limit 100 for update loop
    delete from umbrella.authentication_user p where p.id = u.id;
    perform umbrella.audit_append('person.purge', 'person', u.id::text, '', null, null);
    n := n + 1;
  end loop;
  return n;
end $$;

-- Rights ----------------------------------------------------------------------------------------------------------------

create policy console on umbrella.authentication_user for select to hub_admin, hub_jobs using (true);
create policy console on umbrella.authentication_usersession for select to hub_admin using (true);
create policy console on umbrella.authentication_loginattempt for select to hub_admin using (true);
create policy console on umbrella.authentication_invitetoken for select to hub_admin, hub_jobs using (true);
create policy console on umbrella.authentication_invitetemplate for select to hub_admin, hub_jobs, hub_home using (true);
create policy console on umbrella.api_token for select to hub_admin, hub_jobs using (true);
create policy console on umbrella.proposal for select to hub_admin using (true);
create policy jobs on umbrella.password_link for insert to hub_jobs with check (true);
create policy jobs_read on umbrella.password_link for select to hub_jobs using (true);
create policy jobs_change on umbrella.password_link for delete to hub_jobs using (true);
create policy reminded on umbrella.api_token for update to hub_jobs using (true) with check (true);

grant select (id, username, email, first_name, last_name, status, is_active, is_approved, is_deleted, is_staff, is_superuser, role, approval_date,
  approved_by_id, rejection_reason, last_login, last_login_ip, last_login_device, login_count, failed_signins, date_joined, created_at, updated_at,
  theme, phone_number, phone_number_verified, email_verified, date_of_birth, gender, country_code, timezone, language, deleted_at, is_premium, profile_picture_url,
  bio, created_ip, referral_code, referred_by_id, has_second_factor) on umbrella.authentication_user to hub_admin;
grant select (id, user_id, family, aal, stepup_at, ip_address, user_agent, created_at, last_activity, abs_expires, idle_ttl, revoked_at, revoked_why,
  is_active) on umbrella.authentication_usersession to hub_admin;
grant select on umbrella.authentication_loginattempt, umbrella.loginattempt_day to hub_admin;
grant select (id, email, invite_type, custom_message, created_at, expires_at, used_at, created_by_id, email_sent_at, email_bounced, bounce_reason,
  revoked_at, opened_at, registered_user_id) on umbrella.authentication_invitetoken to hub_admin, hub_jobs;
grant select on umbrella.authentication_invitetemplate to hub_admin, hub_jobs, hub_home;
grant select (id, user_id, name, hint, scopes, created_at, created_ip, expires_at, last_used_at, revoked_at) on umbrella.api_token to hub_admin;
grant select (id, user_id, name, hint, expires_at, revoked_at, reminded_at), update (reminded_at) on umbrella.api_token to hub_jobs;
grant select on umbrella.proposal to hub_admin;
grant select (id, email, first_name, last_name, status, role, is_staff, is_superuser) on umbrella.authentication_user to hub_jobs;
grant select (token_hash, user_id, used_at), delete on umbrella.password_link to hub_jobs;

grant execute on function umbrella.person_decide(bigint, boolean, text, text, text, text, text), umbrella.person_switch(bigint, boolean, text),
  umbrella.person_reconsider(bigint), umbrella.person_set_role(bigint, text), umbrella.person_set_rights(bigint, boolean, boolean),
  umbrella.proposal_decide(bigint, boolean), umbrella.person_drop_factor(bigint, text, text, text), umbrella.console_sessions_end(bigint, bigint),
  umbrella.console_is_above(bigint),
  umbrella.template_save(bigint, text, text, text, text, boolean), umbrella.template_delete(bigint), umbrella.setting_set(text, text),
  umbrella.console_job_retry(bigint), umbrella.console_job_cancel(bigint), umbrella.console_job_add(text, jsonb, text),
  umbrella.console_mail_retry(bigint), umbrella.console_mail_cancel(bigint), ops.mail_can_send(bigint), umbrella.console_cache_purge(),
  umbrella.console_import_note(text, jsonb) to hub_admin;
grant execute on function umbrella.invitation_hold(jsonb) to hub_admin;
grant execute on function umbrella.invitation_add(bigint, text, bytea, text, text, integer, text, text, text) to hub_admin, hub_home, hub_jobs;
grant execute on function umbrella.invitation_resend(bigint, bytea, integer, text, text, text), umbrella.invitation_revoke(bigint) to hub_admin, hub_home;
grant execute on function ops.mail_sent(bigint), ops.mail_refused(bigint, text) to hub_egress;
grant execute on function umbrella.retain(integer), umbrella.account_purge() to hub_jobs;

-- The console looks after market data and at the sections.
grant usage on schema market, margin to hub_admin;
create policy keeper on margin.historical_backtest_backtestsession to hub_owner using (true) with check (true);
create policy console on margin.historical_backtest_backtestsession for select to hub_admin using (true);
create policy console on margin.quota for select to hub_admin using (true);
grant select (id, session_id, user_id, mode, etf, start_date, end_date, status, created_at, completed_at, execution_time_ms)
  on margin.historical_backtest_backtestsession to hub_admin;
grant select (id, etf, mode, created_at, expires_at) on margin.historical_backtest_backtestcache to hub_admin;
grant select on margin.quota to hub_admin;
grant select, insert, update, delete on all tables in schema market to hub_admin;
