package dev.dml.wire.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.model.propensity.Overlap;
import dev.dml.result.DmlResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Propensities as JSON: how far they reach, and how far arms can be compared. */
final class OverlapForm {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private OverlapForm() {}

  /** The overlap that the propensities of a variable show. */
  static ObjectNode tree(Overlap overlap) {
    ObjectNode node = range(overlap.range());
    node.put("variable", overlap.variable());
    node.set("auc", ResultJson.number(overlap.auc()));
    node.set("r2", ResultJson.number(overlap.r2()));
    node.put("treated", overlap.treated().rows());
    node.set("effective_treated", ResultJson.number(overlap.treated().effective()));
    node.put("controls", overlap.controls().rows());
    node.set("effective_controls", ResultJson.number(overlap.controls().effective()));
    overlap
        .trimmed()
        .ifPresent(
            trimmed ->
                node.putObject("trimmed")
                    .put("lower", trimmed.lower())
                    .put("upper", trimmed.upper())
                    .put("below", trimmed.below())
                    .put("above", trimmed.above()));
    histogram(overlap.bins(), node.putObject("histogram"));
    return node;
  }

  /** Of all repetitions together; the mean of the propensities is null where there are none. */
  private static void histogram(List<Overlap.Bin> bins, ObjectNode node) {
    ArrayNode edges = node.putArray("edges");
    IntStream.rangeClosed(0, bins.size()).forEach(i -> edges.add(i / (double) bins.size()));
    ArrayNode means = node.putArray("mean");
    bins.forEach(bin -> means.add(ResultJson.number(bin.mean())));
    ArrayNode treated = node.putArray("treated");
    bins.forEach(bin -> treated.add(bin.treated()));
    ArrayNode controls = node.putArray("controls");
    bins.forEach(bin -> controls.add(bin.controls()));
  }

  private static ObjectNode range(Overlap.Range range) {
    ObjectNode node = NODES.objectNode();
    node.set("minimum", ResultJson.number(range.minimum()));
    node.set("maximum", ResultJson.number(range.maximum()));
    node.put("clipped_low", range.clippedLow());
    node.put("clipped_high", range.clippedHigh());
    node.put("share_outside_01_99", range.share(range.outside01()));
    node.put("share_outside_05_95", range.share(range.outside05()));
    return node;
  }

  /** How far the propensities of all estimates reach; null if there are none. */
  static JsonNode across(DmlResult result) {
    List<Overlap> all =
        result.estimates().stream().flatMap(effect -> effect.overlaps().stream()).toList();
    Optional<Overlap> across = Overlap.across(all);
    return across.isPresent() ? range(across.get().range()) : NODES.nullNode();
  }
}
