{{%AUTOESCAPE context="HTML"}}{{! The title of an analysis that is a file of its own. SPDX-License-Identifier: Apache-2.0 }}<title>{{TEAR_TITLE}}</title>
