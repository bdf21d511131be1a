{{%AUTOESCAPE context="HTML"}}before {{>NO_SUCH_PART}} after
