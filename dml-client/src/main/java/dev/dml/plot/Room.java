package dev.dml.plot;

import dev.dml.plot.Mark.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The part of a picture that texts may take, of which none is put on another, nor on a dot. */
final class Room {

  private static final double ASCENT = 10;
  private static final double DESCENT = 3;

  private final Box whole;
  private final List<Box> taken = new ArrayList<>();

  Room(double left, double top, double right, double bottom) {
    this.whole = new Box(left, top, right, bottom);
  }

  /**
   * Where a text may stand.
   *
   * @param x of its {@code anchor}
   * @param y of its base line
   * @param anchor {@code start}, {@code middle} or {@code end}
   */
  record Place(double x, double y, String anchor) {

    private Box box(String text) {
      double width = Lettering.LETTER * text.length();
      double left =
          switch (anchor) {
            case "start" -> x;
            case "end" -> x - width;
            default -> x - width / 2;
          };
      return new Box(left, y - ASCENT, left + width, y + DESCENT);
    }
  }

  private record Box(double left, double top, double right, double bottom) {

    boolean meets(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }

    boolean holds(Box other) {
      return left <= other.left
          && other.right <= right
          && top <= other.top
          && other.bottom <= bottom;
    }
  }

  /** Takes the place of a dot. */
  void dot(double x, double y, double radius) {
    taken.add(new Box(x - radius, y - radius, x + radius, y + radius));
  }

  /** The text at the first of some places that is free; empty if none is. */
  Optional<Markup> text(List<Place> places, Tone tone, String text) {
    Optional<Place> free = places.stream().filter(place -> isFree(place.box(text))).findFirst();
    free.ifPresent(place -> taken.add(place.box(text)));
    return free.map(place -> Mark.text(place.x, place.y, place.anchor, tone, text));
  }

  private boolean isFree(Box box) {
    return whole.holds(box) && taken.stream().noneMatch(box::meets);
  }
}
