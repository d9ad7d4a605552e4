package dev.dml.smile;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.type.StructType;
import smile.data.vector.ValueVector;

/** The unscaled data frames and tuples of an example, as a user of Smile would write them. */
final class DirectTrees {

  private DirectTrees() {}

  static DataFrame withOutcome(Example example) {
    return frame(example, ValueVector.of("y", example.trainingOutcome()));
  }

  static DataFrame withLabels(Example example) {
    return frame(example, ValueVector.of("y", example.trainingLabels()));
  }

  private static DataFrame frame(Example example, ValueVector response) {
    ValueVector[] vectors = new ValueVector[example.columns().length + 1];
    for (int j = 0; j < vectors.length - 1; j++) {
      vectors[j] = ValueVector.of("v" + j, Arrays.copyOf(example.columns()[j], example.train()));
    }
    vectors[vectors.length - 1] = response;
    return new DataFrame(vectors);
  }

  static double[] predict(Example example, StructType schema, ToDoubleFunction<Tuple> model) {
    return Arrays.stream(example.testMatrix())
        .mapToDouble(row -> model.applyAsDouble(Tuple.of(schema, row)))
        .toArray();
  }
}
