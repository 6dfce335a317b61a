package io.risknet.transforms.cleaning;

import java.util.Locale;

/** What becomes of the letters of a text. */
public enum LetterCase {
  /** They stay as they are. */
  KEEP,
  /** Capitals. */
  UPPER,
  /** Small letters. */
  LOWER;

  String of(String text) {
    return switch (this) {
      case KEEP -> text;
      case UPPER -> text.toUpperCase(Locale.ROOT);
      case LOWER -> text.toLowerCase(Locale.ROOT);
    };
  }
}
