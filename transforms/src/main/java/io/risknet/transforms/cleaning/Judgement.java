package io.risknet.transforms.cleaning;

/**
 * What a rule makes of a text.
 *
 * @param text the cleaned text; empty when it is missing
 * @param complaint why the text is not allowed; empty when it is
 * @param changed whether the text was another before
 */
record Judgement(String text, String complaint, boolean changed) {
  /** Of a value that is missing from the start. */
  static final Judgement MISSING = new Judgement("", "", false);
}
