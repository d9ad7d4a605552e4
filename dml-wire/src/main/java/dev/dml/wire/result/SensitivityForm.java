package dev.dml.wire.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.analysis.sensitivity.Benchmark;
import dev.dml.analysis.sensitivity.Contour;
import dev.dml.analysis.sensitivity.OmittedVariableBias;
import dev.dml.analysis.sensitivity.Sensitivity;
import dev.dml.inference.Estimate;
import java.util.List;

/**
 * How sensitive an effect is to a confounder, as JSON.
 *
 * @param subject what the effect is of
 * @param sensitivity the answer
 */
record SensitivityForm(ObjectNode subject, Sensitivity sensitivity) {

  ObjectNode tree() {
    ObjectNode tree = subject.deepCopy();
    tree.put("cf_y", sensitivity.confounding().cfY());
    tree.put("cf_d", sensitivity.confounding().cfD());
    tree.put("rho", sensitivity.confounding().rho());
    tree.put("null", sensitivity.confounding().nullEffect());
    tree.put("strength", sensitivity.confounding().strength());
    tree.put("level", sensitivity.level());
    tree.set("theta_lower", ResultJson.number(sensitivity.lower().coefficient()));
    tree.set("theta_upper", ResultJson.number(sensitivity.upper().coefficient()));
    tree.set("se_lower", ResultJson.number(sensitivity.lower().standardError()));
    tree.set("se_upper", ResultJson.number(sensitivity.upper().standardError()));
    tree.set("ci_lower", ResultJson.number(sensitivity.lowerEnd()));
    tree.set("ci_upper", ResultJson.number(sensitivity.upperEnd()));
    tree.set("rv", ResultJson.number(sensitivity.robustness()));
    tree.set("rva", ResultJson.number(sensitivity.significantRobustness()));
    ObjectNode benchmarks = tree.putObject("benchmarks");
    sensitivity
        .benchmarks()
        .forEach(
            (name, benchmark) -> {
              ObjectNode node = benchmark(benchmark);
              ArrayNode covariates = node.putArray("covariates");
              sensitivity
                  .confounding()
                  .benchmarks()
                  .getOrDefault(name, List.of())
                  .forEach(covariates::add);
              benchmarks.set(name, node);
            });
    tree.set("contour", contour(sensitivity.contour()));
    ArrayNode repetitions = tree.putArray("repetitions");
    double strength = sensitivity.confounding().strength();
    sensitivity.repetitions().forEach(bias -> repetitions.add(repetition(bias, strength)));
    return tree;
  }

  private static ObjectNode benchmark(Benchmark benchmark) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.set("cf_y", ResultJson.number(benchmark.cfY()));
    tree.set("cf_d", ResultJson.number(benchmark.cfD()));
    tree.set("rho", ResultJson.number(benchmark.rho()));
    tree.set("delta_theta", ResultJson.number(benchmark.change()));
    return tree;
  }

  private static ObjectNode contour(Contour contour) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    numbers(tree.putArray("cf_y"), contour.cfY());
    numbers(tree.putArray("cf_d"), contour.cfD());
    ArrayNode bound = tree.putArray("bound");
    for (List<Double> ofCfY : contour.bound()) {
      numbers(bound.addArray(), ofCfY);
    }
    return tree;
  }

  private static void numbers(ArrayNode node, List<Double> values) {
    for (double value : values) {
      node.add(ResultJson.number(value));
    }
  }

  private static ObjectNode repetition(OmittedVariableBias bias, double strength) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.set("sigma2", ResultJson.number(bias.sigma() * bias.sigma()));
    tree.set("nu2", ResultJson.number(bias.nu() * bias.nu()));
    tree.set("max_bias", ResultJson.number(bias.bias()));
    tree.put("nu2_falls_back", bias.fallsBack());
    bound("lower", bias.bound(-strength), tree);
    bound("upper", bias.bound(strength), tree);
    return tree;
  }

  private static void bound(String which, Estimate bound, ObjectNode tree) {
    tree.set("theta_" + which, ResultJson.number(bound.coefficient()));
    tree.set("se_" + which, ResultJson.number(bound.standardError()));
  }
}
