package consumer;

import dev.dml.result.DmlResult;
import dev.dml.DoubleMachineLearning;
import dev.dml.data.CausalData;
import dev.dml.estimation.Estimation;
import dev.dml.file.DataFiles;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.report.ReportFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Uses the library from arrays, and prints as CSV what a spec file gives. */
public final class Consumer {

  public static void main(String[] arguments) {
    double[] x = IntStream.range(0, 200).mapToDouble(i -> Math.sin(i)).toArray();
    double[] d = IntStream.range(0, 200).mapToDouble(i -> x[i] + Math.cos(i * i)).toArray();
    double[] y = IntStream.range(0, 200).mapToDouble(i -> 2 * d[i] + x[i]).toArray();
    CausalData data =
        CausalData.builder().outcome("y", y).treatment("d", d).covariate("x", x).build();
    DmlResult exact =
        DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
            .withLearner("ml_l", new LinearRegression())
            .withLearner("ml_m", new LinearRegression())
            .estimate(data);
    if (Math.abs(exact.coefficient() - 2) > 1e-9) {
      throw new IllegalStateException("y is 2 d + x, but the effect is " + exact.coefficient());
    }
    DmlResult result =
        Estimation.read(Path.of(arguments[0]), List.of(), new DataFiles()).estimate();
    System.out.print(ReportFormat.CSV.of(result));
  }
}
