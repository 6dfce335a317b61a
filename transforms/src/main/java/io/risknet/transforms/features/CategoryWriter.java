package io.risknet.transforms.features;

import io.risknet.transforms.records.CategoricalColumn;

/** Writes a number for each category: looked up once for each entry of a batch's dictionary. */
final class CategoryWriter {
  private CategoryWriter() {}

  /** The number of a category. */
  interface Numbers {
    float of(String category);
  }

  static void write(
      CategoricalColumn in, float missing, Numbers numbers, FloatMatrix out, int column) {
    var dictionary = in.dictionary();
    // Missing is code -1, so every code has its place one further.
    var byCode = new float[dictionary.size() + 1];
    byCode[0] = missing;
    for (int code = 0; code < dictionary.size(); code++) {
      byCode[code + 1] = numbers.of(dictionary.get(code));
    }
    // The hot loop of encoding, hence on the arrays themselves.
    var cells = out.values();
    int cell = out.offset(0) + column;
    for (int code : in.codes()) {
      cells[cell] = byCode[code + 1];
      cell += out.columns();
    }
  }
}
