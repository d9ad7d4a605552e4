package dev.dml.wire.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.analysis.effects.PreTreatment;

/**
 * The tests that effects before the treatment are zero, as JSON: {@code pre_treatment_tests} with
 * {@code effects} and {@code event_study}. One that is not made has its {@code note} in place of
 * numbers.
 *
 * @param tests the tests
 */
record PreTreatmentForm(PreTreatment tests) {

  void addTo(ObjectNode tree) {
    ObjectNode node = tree.putObject("pre_treatment_tests");
    add(tests.effects(), node.putObject("effects"));
    add(tests.eventStudy(), node.putObject("event_study"));
  }

  private static void add(PreTreatment.Verdict verdict, ObjectNode node) {
    node.put("number", verdict.effects());
    verdict.test().ifPresent(test -> CurveForm.write(test, node));
    verdict.note().ifPresent(note -> node.put("note", note));
  }
}
