package dev.dml.report;

import dev.dml.quote.ContainerQuote;
import dev.dml.quote.Quote;
import dev.dml.quote.RunSize;
import dev.dml.usage.Usd;
import dev.dml.wire.PlainJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A quote in JSON.
 *
 * @param budget what the run may cost, if that is said
 * @param least the same with the fewest repetitions, if they stop when they are enough
 * @param leastCell the recommended way with these
 */
record QuoteJson(
    Quote quote, Optional<Usd> budget, Optional<Quote> least, Optional<Quote.Cell> leastCell) {

  String text() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schema", 1);
    tree.put("fits", quote.workload().tasks());
    tree.put("concurrency", quote.limit().atOnce());
    tree.put("concurrency_source", quote.limit().source());
    tree.put("architecture", quote.prices().architecture());
    tree.put("prices_region", quote.prices().pricedAs());
    tree.put("prices_of", quote.prices().date().toString());
    tree.put("data_bytes", quote.workload().dataBytes());
    tree.put("source", quote.platform().source());
    tree.put("interruption", quote.interruption().orElse(null));
    tree.put("measured", quote.workload().fits().stream().map(QuoteJson::tree).toList());
    tree.put("cells", quote.cells().stream().map(QuoteJson::tree).toList());
    tree.put("by_concurrency", quote.byConcurrency().stream().map(QuoteJson::tree).toList());
    tree.put("containers", quote.containers().stream().map(QuoteJson::tree).toList());
    tree.put(
        "recommended_container", quote.recommendedContainer().map(QuoteJson::tree).orElse(null));
    tree.put("prefer", quote.prefer().toString());
    tree.put("recommended", quote.recommended().map(QuoteJson::tree).orElse(null));
    quote
        .recommendedDriver()
        .ifPresent(
            driver -> {
              tree.put("driver_seconds", driver.seconds());
              tree.put("driver_usd", driver.cost().value());
            });
    leastCell.ifPresent(
        cell -> {
          tree.put("fewest_fits", least.orElseThrow().workload().tasks());
          tree.put("fewest", tree(cell));
        });
    budget.ifPresent(most -> tree.put("max_cost_usd", most.value()));
    return PlainJson.write(tree);
  }

  private static Map<String, Object> tree(RunSize.Fits fits) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("nuisance", fits.name());
    tree.put("fits", fits.tasks());
    tree.put("measured", fits.measured());
    tree.put("cpu_seconds", fits.sample());
    fits.tuning().ifPresent(limit -> tree.put("tune_seconds", limit.toNanos() / 1e9));
    return tree;
  }

  private static Map<String, Object> tree(ContainerQuote.Cell cell) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("vcpu", cell.size().vcpu());
    tree.put("memory_mb", cell.size().memoryMegabytes());
    tree.put("jobs", cell.jobs());
    tree.put("seconds_each", cell.secondsEach());
    tree.put("wall_seconds", cell.wallSeconds());
    tree.put("gb_seconds", cell.used().value());
    tree.put("usd", cell.cost().value());
    return tree;
  }

  private static Map<String, Object> tree(Quote.Cell cell) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("memory_mb", cell.memoryMegabytes());
    tree.put("batch", cell.batching());
    tree.put("prefer", cell.prefer().toString());
    tree.put("at_once", cell.atOnce());
    tree.put("invocations", cell.invocations());
    tree.put("cold_starts", cell.coldStarts());
    tree.put("seconds_each", cell.secondsEach());
    tree.put("wall_seconds", cell.wallSeconds());
    tree.put("gb_seconds", cell.used().value());
    tree.put("usd", cell.cost().value());
    tree.put("beyond_new_account", cell.isBeyondNewAccount());
    tree.put("problem", cell.problem().orElse(null));
    return tree;
  }
}
