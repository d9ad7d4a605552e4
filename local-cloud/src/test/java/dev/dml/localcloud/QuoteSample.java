package dev.dml.localcloud;

import dev.dml.random.Seed;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A made-up sample of the specs that quotes are checked with: independent standard normal
 * covariates, an instrument z and a continuous treatment d, a 0/1 treatment b, an outcome y that is
 * curved in two covariates; an offer of b, o, which t takes up where b is 1; clusters c of five
 * rows; and a panel, in which a third of the units each are treated from the third period, from the
 * fourth, and never.
 *
 * @param name the name of the spec, of which the draws depend
 * @param units the number of observations in each period
 * @param columns the number of covariates, at least 3
 * @param periods the number of periods
 */
record QuoteSample(String name, int units, int columns, int periods) {

  private static final int CLUSTER = 5;
  private static final int[] COHORTS = {0, 3, 4};

  /** A sample of one period. */
  QuoteSample(String name, int rows, int columns) {
    this(name, rows, columns, 1);
  }

  /** Writes it and its spec into a folder, and returns the place of the spec. */
  Path write(Path folder) throws IOException {
    Path spec = folder.resolve(name + ".yaml");
    try (var in = QuoteSample.class.getResourceAsStream("/quote/" + name + ".yaml")) {
      Files.copy(in, spec);
    }
    RandomGenerator random = new Seed(7).with(name).generator();
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(name + ".csv"))) {
      out.write("y,d,b,z,o,t,c,unit,time,cohort");
      for (int j = 1; j <= columns; j++) {
        out.write(",x" + j);
      }
      for (int unit = 0; unit < units; unit++) {
        for (String row : rows(unit, random)) {
          out.newLine();
          out.write(row);
        }
      }
      out.newLine();
    }
    return spec;
  }

  private List<String> rows(int unit, RandomGenerator random) {
    double[] x = new double[columns];
    StringBuilder covariates = new StringBuilder();
    for (int j = 0; j < columns; j++) {
      x[j] = random.nextGaussian();
      covariates.append(',').append(x[j]);
    }
    double z = x[1] / 2 + random.nextGaussian();
    double d = Math.sin(x[0]) + x[2] / 2 + z + random.nextGaussian();
    int b = random.nextDouble() < 1 / (1 + Math.exp(-x[0] - x[1] * x[2] / 2)) ? 1 : 0;
    double y = d / 2 + b + x[0] * x[0] / 2 + x[1] + random.nextGaussian();
    int offer = z > 0 ? 1 : 0;
    int cohort = COHORTS[unit % COHORTS.length];
    List<String> rows = new ArrayList<>();
    for (int time = 1; time <= periods; time++) {
      double shock = periods == 1 ? 0 : time * x[0] / 2 + random.nextGaussian();
      rows.add(
          (y + shock)
              + ("," + d + "," + b + "," + z + "," + offer + "," + offer * b)
              + ("," + unit / CLUSTER + "," + unit + "," + time + "," + cohort)
              + covariates);
    }
    return rows;
  }
}
