package dev.dml.billing;

/** What a piece of a bar in a timeline stands for. */
enum Phase {
  START("#8d6cab", "starting"),
  READ("#8fc1e3", "reading"),
  FIT("#2f6db3", "fitting"),
  PREDICT("#1b3f73", "predicting"),
  WRITE("#3aa6a0", "writing"),
  REST("#c9d3dc", "on its way"),
  SUPERSEDED("#d8b365", "result not needed"),
  TRANSIENT("#e8833a", "connection or service failed"),
  BROKEN("#c23b3b", "function broke"),
  REFUSED("#222222", "refused"),
  ABANDONED("#8a8a8a", "abandoned"),
  UNANSWERED("#b9a3a3", "never answered"),
  THROTTLED("#e3b505", "throttled");

  private final String colour;
  private final String label;

  Phase(String colour, String label) {
    this.colour = colour;
    this.label = label;
  }

  String colour() {
    return colour;
  }

  /** In a legend. */
  String label() {
    return label;
  }
}
