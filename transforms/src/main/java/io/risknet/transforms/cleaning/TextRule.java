package io.risknet.transforms.cleaning;

/** A {@link ColumnRule} for one text at a time. */
final class TextRule {
  private final ColumnRule rule;

  TextRule(ColumnRule rule) {
    this.rule = rule;
  }

  Judgement judge(String raw) {
    var trimmed = rule.trim() ? raw.strip() : raw;
    var text = rule.letterCase().of(trimmed);
    if (text.isBlank() || rule.missing().contains(text)) {
      text = "";
    }
    if (text.isEmpty() || rule.allowed().isEmpty() || rule.allowed().contains(text)) {
      return new Judgement(text, "", !text.equals(raw));
    }
    var complaint = "'" + text + "' is not among the allowed values";
    return rule.onViolation() == OnViolation.REJECT
        ? new Judgement(text, complaint, !text.equals(raw))
        : new Judgement("", complaint, true);
  }
}
