package dev.dml.wire.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.Preparation;
import dev.dml.result.Clustering;
import dev.dml.result.DmlResult;
import dev.dml.result.Provenance;
import dev.dml.wire.Json;

/**
 * The data of a result as JSON: where they came from, and what was done to them.
 *
 * @param result the result
 */
record DataForm(DmlResult result) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  ObjectNode tree() {
    Preparation preparation = result.preparation();
    ObjectNode node = NODES.objectNode();
    result.provenance().ifPresent(origin -> files(origin, node));
    node.put("digest", result.dataDigest());
    node.put("rows_read", preparation.rowsRead());
    node.put("rows_used", result.observations());
    node.put("rows_dropped", preparation.rowsDropped());
    ArrayNode covariates = node.putArray("covariates");
    preparation.covariates().used().forEach(covariates::add);
    sampling(node);
    ArrayNode leftOut = node.putArray("left_out");
    preparation
        .covariates()
        .leftOut()
        .forEach((column, why) -> leftOut.addObject().put("column", column).put("reason", why));
    ArrayNode reading = node.putArray("reading");
    preparation.reading().forEach(reading::add);
    if (!preparation.labels().isEmpty()) {
      ObjectNode labels = node.putObject("labels");
      preparation.labels().forEach(labels::put);
    }
    ObjectNode missing = node.putObject("missing");
    preparation.missingByColumn().forEach(missing::put);
    ArrayNode encodings = node.putArray("encodings");
    for (Preparation.Encoding encoding : preparation.encodings()) {
      ArrayNode levels = encodings.addObject().put("column", encoding.column()).putArray("levels");
      encoding.levels().forEach(levels::add);
    }
    return node;
  }

  private void sampling(ObjectNode node) {
    if (!result.clusters().isEmpty()) {
      ArrayNode clusters = node.putArray("clusters");
      for (Clustering each : result.clusters()) {
        clusters
            .addObject()
            .put("column", each.column())
            .put("clusters", each.clusters())
            .put("largest", each.largest());
      }
    }
    result
        .weights()
        .ifPresent(
            weights ->
                node.putObject("weights")
                    .put("column", weights.column())
                    .put("sum", weights.sum())
                    .put("effective_rows", weights.effectiveRows())
                    .put("smallest", weights.smallest())
                    .put("largest", weights.largest()));
  }

  private static void files(Provenance origin, ObjectNode node) {
    JsonNode data = Json.tree(origin.spec()).path("data");
    node.set("file", data.path("file"));
    origin.digests().forEach((key, digest) -> node.put(digestKey(key), digest));
    if (data.has("query")) {
      node.set("query", data.path("query"));
    }
  }

  /** Where the digest of a file stands among the data, by the key of the file in the spec. */
  static String digestKey(String key) {
    return key.replaceFirst("^data\\.", "") + "_digest";
  }
}
