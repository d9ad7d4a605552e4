package dev.dml.benchmark.peers.trial;

/**
 * What one process took.
 *
 * @param fitCpu processor seconds of the fits and predictions, of all threads, those of the
 *     just-in-time compiler and the collector included
 * @param fitWall elapsed seconds of the same
 * @param processCpu processor seconds from the start of the process
 * @param processWall elapsed seconds until it had ended
 * @param peakKib the largest resident memory in KiB
 * @param loadedKib the resident memory in KiB when the data had been read
 * @param version what ran
 */
public record Measurement(
    double fitCpu,
    double fitWall,
    double processCpu,
    double processWall,
    long peakKib,
    long loadedKib,
    String version) {

  public Measurement withProcessWall(double seconds) {
    return new Measurement(fitCpu, fitWall, processCpu, seconds, peakKib, loadedKib, version);
  }

  /** The same if the fits had been repeated: what is before and after them counts once. */
  public Measurement scaled(double factor) {
    return new Measurement(
        fitCpu * factor,
        fitWall * factor,
        processCpu + fitCpu * (factor - 1),
        processWall + fitWall * (factor - 1),
        peakKib,
        loadedKib,
        version);
  }
}
