package dev.dml.learner;

import java.util.Arrays;

/**
 * The inverse of the part of a Gram matrix that belongs to some columns, as columns come and go.
 *
 * <p>A column that comes borders the inverse, one that goes is pivoted out of it: each takes as
 * many operations as the inverse has elements. Rounding errors add up slowly; whoever solves with
 * it corrects the solution by its residual.
 */
final class InverseGram {

  /** The share of a column's square that must be left when it is projected on those present. */
  private static final double LEAST_REST = 1e-10;

  private final double[][] gram;
  private final double[][] inverse;
  private final int[] columns;
  private final double[] products;
  private final double[] border;
  private int size;

  /**
   * The inverse for no columns.
   *
   * @param gram the matrix, symmetric, all of it; not copied
   */
  InverseGram(double[][] gram) {
    int n = gram.length;
    this.gram = gram;
    this.inverse = new double[n][];
    this.columns = new int[n];
    this.products = new double[n];
    this.border = new double[n];
  }

  /** The number of columns present. */
  int size() {
    return size;
  }

  /** The columns present, in the order of the inverse; as many as {@link #size()} count. */
  int[] columns() {
    return columns;
  }

  /**
   * Adds a column, at the end.
   *
   * @param signs what is to be solved for: {@code solution = inverse * signs}
   * @param solution is updated with the inverse; the sign of the new column is in {@code signs}
   * @return whether it was added; a column that follows from those present is not
   */
  boolean add(int column, double[] signs, double[] solution) {
    double[] row = gram[column];
    for (int i = 0; i < size; i++) {
      products[i] = row[columns[i]];
    }
    multiply(products, border);
    double rest = row[column] - Vectors.dot(products, border, size);
    if (!(rest > LEAST_REST * row[column])) {
      return false;
    }
    double last = (signs[size] - Vectors.dot(signs, border, size)) / rest;
    if (inverse[size] == null) {
      inverse[size] = new double[gram.length];
    }
    for (int i = 0; i < size; i++) {
      Vectors.add(border[i] / rest, border, inverse[i], size);
      inverse[i][size] = -border[i] / rest;
      inverse[size][i] = inverse[i][size];
      solution[i] -= last * border[i];
    }
    inverse[size][size] = 1 / rest;
    solution[size] = last;
    columns[size++] = column;
    return true;
  }

  /** Removes the column at a position; the last one takes its place, in all three arrays. */
  void remove(int position, double[] signs, double[] solution) {
    size--;
    swap(position);
    double[] going = inverse[size];
    double pivot = going[size];
    double share = solution[position] / pivot;
    columns[position] = columns[size];
    signs[position] = signs[size];
    solution[position] = solution[size];
    for (int i = 0; i < size; i++) {
      Vectors.add(-going[i] / pivot, going, inverse[i], size);
      solution[i] -= share * going[i];
    }
  }

  private void swap(int position) {
    double[] row = inverse[position];
    inverse[position] = inverse[size];
    inverse[size] = row;
    for (int i = 0; i <= size; i++) {
      double value = inverse[i][position];
      inverse[i][position] = inverse[i][size];
      inverse[i][size] = value;
    }
  }

  /** The product of the inverse and a vector. */
  void multiply(double[] vector, double[] product) {
    Arrays.fill(product, 0, size, 0);
    for (int i = 0; i < size; i++) {
      Vectors.add(vector[i], inverse[i], product, size);
    }
  }
}
