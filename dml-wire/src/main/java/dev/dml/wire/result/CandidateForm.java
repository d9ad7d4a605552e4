package dev.dml.wire.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.result.CandidateQuality;
import dev.dml.result.TuningTrial;

/** One of several candidates for a nuisance as JSON. */
final class CandidateForm {

  /** What its fits took, which is not the same in another run. */
  static final String CPU = "cpu_seconds";

  private CandidateForm() {}

  static ObjectNode tree(CandidateQuality candidate) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", candidate.name());
    node.put("learner", candidate.learner().type());
    ObjectNode settings = node.putObject("settings");
    candidate.learner().settings().forEach(settings::putPOJO);
    node.put("weight", candidate.weight());
    node.put("weight_minimum", candidate.leastWeight());
    node.put("weight_maximum", candidate.mostWeight());
    node.put("loss", candidate.logLoss().isPresent() ? "log-loss" : "rmse");
    node.set("value", ResultJson.number(candidate.logLoss().orElse(candidate.rmse())));
    node.set("rmse", ResultJson.number(candidate.rmse()));
    node.set("r2", ResultJson.number(candidate.r2()));
    candidate.cpu().ifPresent(cpu -> node.put(CPU, cpu.toNanos() / 1e9));
    node.put("failures", candidate.failures());
    candidate.failure().ifPresent(reason -> node.put("failure", reason));
    if (!candidate.trials().isEmpty()) {
      ArrayNode trials = node.putArray("trials");
      candidate.trials().forEach(trial -> trials.add(tree(trial)));
    }
    return node;
  }

  private static ObjectNode tree(TuningTrial trial) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode settings = node.putObject("settings");
    trial.settings().forEach(settings::putPOJO);
    node.set("value", ResultJson.number(trial.loss()));
    node.put("fits", trial.fits());
    node.put("chosen", trial.chosen());
    return node;
  }
}
