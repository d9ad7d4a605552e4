package dev.dml.benchmark;

import dev.dml.analysis.JointInference;
import dev.dml.analysis.Multiplier;
import dev.dml.analysis.MultiplierBootstrap;
import dev.dml.analysis.ScoredRepetition;
import dev.dml.data.CausalData;
import dev.dml.inference.Aggregation;
import dev.dml.inference.LinearScore;
import dev.dml.inference.SamplingDesign;
import dev.dml.inference.Solution;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.random.Seed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How long the multiplier bootstrap of many estimates from many rows takes on one thread, and the
 * memory of the process.
 *
 * <p>Arguments: the numbers of rows, draws and estimates.
 */
final class JointScale {

  private JointScale() {}

  public static void main(String[] args) throws IOException {
    int rows = Integer.parseInt(args[0]);
    int draws = Integer.parseInt(args[1]);
    int estimates = Integer.parseInt(args[2]);
    RandomGenerator random = new Seed(1).generator();
    CausalData data =
        CausalData.builder()
            .outcome("y", centred(rows, random))
            .treatment("d", centred(rows, random))
            .covariate("x", centred(rows, random))
            .build();
    double[] ones = new double[rows];
    Arrays.fill(ones, -1);
    List<Solution> solutions =
        IntStream.range(0, estimates)
            .mapToObj(
                j ->
                    new LinearScore(ones, centred(rows, random))
                        .solve(SamplingDesign.independent(rows)))
            .toList();
    System.out.println("before: " + memory());
    long start = processorTime();
    JointInference joint =
        new JointInference(
            new MultiplierBootstrap(draws, Multiplier.GAUSSIAN),
            42,
            Aggregation.MEDIAN_SPREAD,
            0.95,
            repetition -> solutions);
    joint.accept(new ScoredRepetition(0, PartiallyLinear.partiallingOut(), data, List.of()));
    System.out.printf(
        Locale.ROOT,
        "critical value %.4f in %.1f s of processor time; %s%n",
        joint.result().criticalValue(),
        (processorTime() - start) / 1e9,
        memory());
  }

  private static double[] centred(int rows, RandomGenerator random) {
    return random.doubles(rows).map(u -> u - 0.5).toArray();
  }

  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static String memory() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .findFirst()
        .orElse("");
  }
}
