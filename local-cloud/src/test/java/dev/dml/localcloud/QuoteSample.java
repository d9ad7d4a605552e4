package dev.dml.localcloud;

import dev.dml.random.Seed;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/**
 * A made-up sample of the specs that quotes are checked with: independent standard normal
 * covariates, an instrument z and a continuous treatment d, a 0/1 treatment b, an outcome y that is
 * curved in two covariates.
 *
 * @param name the name of the spec, of which the draws depend
 * @param rows the number of observations
 * @param columns the number of covariates, at least 3
 */
record QuoteSample(String name, int rows, int columns) {

  /** Writes it and its spec into a folder, and returns the place of the spec. */
  Path write(Path folder) throws IOException {
    Path spec = folder.resolve(name + ".yaml");
    try (var in = QuoteSample.class.getResourceAsStream("/quote/" + name + ".yaml")) {
      Files.copy(in, spec);
    }
    RandomGenerator random = new Seed(7).with(name).generator();
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(name + ".csv"))) {
      out.write("y,d,b,z");
      for (int j = 1; j <= columns; j++) {
        out.write(",x" + j);
      }
      for (int i = 0; i < rows; i++) {
        out.newLine();
        out.write(row(random));
      }
      out.newLine();
    }
    return spec;
  }

  private String row(RandomGenerator random) {
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
    return y + "," + d + "," + b + "," + z + covariates;
  }
}
