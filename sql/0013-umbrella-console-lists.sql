-- What the console's lists need to stay fast with 100,000 people and 2,000,000 attempts to sign in: an index for each order and
-- for the filters that find few, and trigrams for searching in the middle of names and addresses.
-- SPDX-License-Identifier: Apache-2.0

grant execute on function umbrella.session_number() to hub_admin;
