/* Addresses made while a title is written are spelt as plans/domain/slugs.py spells them:
   å becomes aa and ø becomes oe, where Django's own script has a and o. */
"use strict";
{
  const plain = window.URLify;
  const danish = { å: "aa", Å: "Aa", ø: "oe", Ø: "Oe" };
  window.URLify = (text, length, unicode) =>
    plain(text.normalize("NFC").replace(/[åÅøØ]/g, (letter) => danish[letter]), length, unicode);
}
