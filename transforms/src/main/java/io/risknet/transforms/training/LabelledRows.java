package io.risknet.transforms.training;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.transforms.features.FloatMatrix;
import java.util.List;

/**
 * Encoded rows with their labels, made block by block when they are asked for: what a {@link
 * Learner} is given. So a learner that copies them into memory of its own never has them twice.
 *
 * <pre>{@code
 * rows.forEachBlock((firstRow, block) -> copy(block, firstRow));
 * }</pre>
 */
public interface LabelledRows {

  /** Names of the columns. */
  List<String> names();

  /**
   * Whether it is as it should be that there is no column of this name. Not so of rows that
   * somebody has at hand: what is said of such a column would be lost.
   */
  default boolean mayLack(String column) {
    return false;
  }

  /** Number of rows. */
  int rows();

  /**
   * Makes all blocks. They come in any order, several at the same time from several threads, and
   * are not to be kept. When this returns or throws, none is at work any more, so that what they
   * are copied to may be freed.
   */
  void forEachBlock(BlockConsumer consumer);

  /** Takes a block of rows. */
  @FunctionalInterface
  interface BlockConsumer {

    /**
     * Takes a block.
     *
     * @param firstRow the number of its first row among all rows
     * @param block the rows
     */
    void accept(int firstRow, LabelledMatrix block);
  }

  /**
   * These rows and then others.
   *
   * @throws IllegalArgumentException when the others have other columns
   */
  default LabelledRows and(LabelledRows others) {
    return new JoinedRows(this, others);
  }

  /** All rows in memory at once, for learners that need them so. */
  default LabelledMatrix matrix() {
    var values = FloatMatrix.of(rows(), names().size());
    var labels = new float[rows()];
    forEachBlock(
        (firstRow, block) -> {
          var from = block.values().values();
          System.arraycopy(
              from, 0, values.values(), firstRow * block.values().columns(), from.length);
          System.arraycopy(block.labels(), 0, labels, firstRow, block.rows());
        });
    return LabelledMatrix.of(names(), values, labels);
  }

  /** Some rows and then others. */
  record JoinedRows(LabelledRows first, LabelledRows second) implements LabelledRows {

    /** Compares the columns. */
    public JoinedRows {
      checkArgument(
          first.names().equals(second.names()),
          "Rows of %s do not go with rows of %s.",
          second.names(),
          first.names());
    }

    @Override
    public List<String> names() {
      return first.names();
    }

    @Override
    public boolean mayLack(String column) {
      return first.mayLack(column);
    }

    @Override
    public int rows() {
      return Math.addExact(first.rows(), second.rows());
    }

    @Override
    public void forEachBlock(BlockConsumer consumer) {
      first.forEachBlock(consumer);
      second.forEachBlock((firstRow, block) -> consumer.accept(first.rows() + firstRow, block));
    }
  }
}
