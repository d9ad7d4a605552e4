package dev.dml.wire.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of all effects, and then all contrasts, together. */
public record JointEntry(
    int draws,
    String method,
    double criticalValue,
    List<EstimateEntry.Interval> intervals,
    List<@Nullable Double> pRomanoWolf,
    List<@Nullable Double> pHolm,
    List<@Nullable Double> pBonferroni) {}
