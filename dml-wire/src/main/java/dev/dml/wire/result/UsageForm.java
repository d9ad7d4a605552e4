package dev.dml.wire.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.usage.CloudUsage;
import dev.dml.usage.Usd;

/** What a run used of a cloud, as JSON. */
record UsageForm(CloudUsage usage) {

  ObjectNode tree() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    CloudUsage.Function function = usage.function();
    node.put("region", function.region());
    node.put("architecture", function.architecture());
    node.put("memory_mb", function.memoryMegabytes());
    function.vcpu().ifPresent(processors -> node.put("vcpu", processors));
    CloudUsage.Calls calls = usage.calls();
    node.put("attempts", calls.attempts());
    node.put("invocations", calls.invocations());
    node.put("retries", calls.retries());
    node.put("hedges", calls.hedges());
    node.put("throttled", calls.throttled());
    node.put("failed", calls.failed());
    node.put("cold_starts", calls.coldStarts());
    node.put("kept_fits", usage.keptFits());
    CloudUsage.Earlier earlier = usage.earlier();
    ObjectNode before = node.putObject("earlier_commands");
    before.put("commands", earlier.commands());
    before.put("invocations", earlier.invocations());
    before.put("gb_seconds", earlier.used().value());
    before.put("complete", earlier.complete());
    ObjectNode unanswered = node.putObject("unanswered");
    unanswered.put("invocations", usage.unanswered().invocations());
    unanswered.put("gb_seconds_at_most", usage.unanswered().most().value());
    put(unanswered, "usd_at_most", usage.unanswered().cost());
    billed(node.putObject("gb_seconds"), usage.billed());
    usage.vcpuSeconds().ifPresent(seconds -> node.put("vcpu_seconds", seconds));
    ObjectNode requests = node.putObject("requests");
    requests.put("lambda", function.vcpu().isPresent() ? 0 : calls.invocations());
    store(requests.putObject("s3_by_function"), usage.functionStore());
    store(requests.putObject("s3_by_client"), usage.clientStore());
    cost(node.putObject("usd"), usage.cost());
    concurrency(node.putObject("concurrency"), usage.concurrency());
    return node;
  }

  private static void billed(ObjectNode node, CloudUsage.Billed billed) {
    node.put("total", billed.total().value());
    node.put("measured", billed.measured().value());
    node.put("estimated", billed.estimated().value());
    node.put("wasted", billed.wasted().value());
  }

  private static void store(ObjectNode node, CloudUsage.StoreRequests requests) {
    node.put("reads", requests.reads());
    node.put("writes", requests.writes());
    node.put("bytes_written", requests.bytesWritten());
  }

  private static void cost(ObjectNode node, CloudUsage.Cost cost) {
    put(node, "total", cost.total());
    put(node, "computing_measured", cost.measuredComputing());
    put(node, "computing_estimated", cost.estimatedComputing());
    put(node, "requests", cost.requests());
    put(node, "s3_requests", cost.storeRequests());
    put(node, "s3_storage_for_a_month", cost.storage());
    node.put("prices_of", cost.pricesOf().toString());
    node.put("prices_region", cost.pricedAs());
  }

  private static void put(ObjectNode node, String key, Usd amount) {
    node.put(key, amount.value());
  }

  private static void concurrency(ObjectNode node, CloudUsage.Concurrency concurrency) {
    node.put("peak", concurrency.peak());
    node.put("mean", concurrency.mean());
    node.put("interval_seconds", concurrency.interval().toNanos() / 1e9);
    ArrayNode running = node.putArray("running");
    concurrency.running().forEach(running::add);
  }
}
