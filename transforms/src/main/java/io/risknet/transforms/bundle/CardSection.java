package io.risknet.transforms.bundle;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What a model's card says beside what the bundle itself knows, such as the intended use, who was
 * left out of the data, and the limits of the model.
 *
 * <pre>{@code
 * bundle.withCard(List.of(new CardSection("Intended use", "Ranks applications for review.")));
 * }</pre>
 *
 * @param title without marks, such as {@code Intended use}
 * @param text in Markdown
 */
public record CardSection(String title, String text) {

  /**
   * Checks that there is a title.
   *
   * @throws IllegalArgumentException when it is blank
   */
  public CardSection {
    checkArgument(!title.isBlank(), "A section of a model's card needs a title.");
  }
}
