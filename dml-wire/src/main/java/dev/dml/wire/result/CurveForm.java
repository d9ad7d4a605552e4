package dev.dml.wire.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.analysis.effects.EffectCurve;
import dev.dml.analysis.effects.GivenBasis;
import dev.dml.analysis.effects.SplineBasis;
import dev.dml.analysis.effects.WaldTest;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.inference.Inference;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * An effect as a function of columns, as JSON.
 *
 * @param curve the effect
 */
record CurveForm(EffectCurve curve) {

  void addTo(ObjectNode node) {
    node.set("parameter", ResultJson.parameter(curve.treatment(), curve.level()));
    places(node);
    numbers(node.putArray("effect"), curve.effects(), Inference::coefficient);
    numbers(node.putArray("standard_error"), curve.effects(), Inference::standardError);
    numbers(node.putArray("lower"), curve.effects(), effect -> effect.interval().lower());
    numbers(node.putArray("upper"), curve.effects(), effect -> effect.interval().upper());
    numbers(node.putArray("joint_lower"), curve.joint(), ConfidenceInterval::lower);
    numbers(node.putArray("joint_upper"), curve.joint(), ConfidenceInterval::upper);
    node.set("critical_value", ResultJson.number(curve.criticalValue()));
    curve.flatness().ifPresent(test -> write(test, node.putObject("equality")));
    coefficients(node);
    ArrayNode covariance = node.putArray("basis_covariance");
    for (List<Double> row : curve.covariance()) {
      numbers(covariance.addArray(), row, Double::doubleValue);
    }
  }

  private void places(ObjectNode node) {
    ArrayNode at = node.putArray("at");
    switch (curve.basis()) {
      case SplineBasis spline -> {
        node.put("column", spline.column());
        curve.places().forEach(place -> at.add(ResultJson.number(place.getFirst())));
      }
      case GivenBasis _ ->
          curve.places().forEach(place -> numbers(at.addArray(), place, Double::doubleValue));
    }
  }

  private void coefficients(ObjectNode node) {
    ArrayNode names = node.putArray("basis");
    ArrayNode coefficients = node.putArray("basis_coefficients");
    ArrayNode details = node.putArray("basis_estimates");
    for (EffectCurve.Coefficient each : curve.coefficients()) {
      names.add(each.function());
      coefficients.add(ResultJson.number(each.inference().coefficient()));
      ObjectNode detail = details.addObject();
      detail.put("function", each.function());
      ResultJson.inference(each.inference(), detail);
      ResultJson.repetitions(each.repetitions(), detail);
    }
  }

  static void write(WaldTest test, ObjectNode node) {
    node.set("chi_square", ResultJson.number(test.statistic()));
    node.put("degrees_of_freedom", test.degrees());
    node.set("p", ResultJson.number(test.p()));
  }

  private static <T> void numbers(ArrayNode node, List<T> values, ToDoubleFunction<T> number) {
    values.forEach(value -> node.add(ResultJson.number(number.applyAsDouble(value))));
  }
}
