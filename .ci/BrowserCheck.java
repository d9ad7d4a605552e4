import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has a browser lay out a page as readers see it, light, dark, narrow and printed, and compares what comes of it: for every
 * picture its axis labels and the number of its marks with a file, and in every form that nothing is cut off, no two texts of
 * a picture lie on each other, and every text has a contrast of 4.5 at least (WCAG 2.2, 1.4.3).
 *
 * <pre>java BrowserCheck.java BROWSER PAGE EXPECTED SCREENSHOTS</pre>
 */
final class BrowserCheck {

  private record Form(String name, int width, boolean dark, boolean printed) {}

  private static final List<Form> FORMS =
      List.of(
          new Form("light", 1200, false, false),
          new Form("dark", 1200, true, false),
          new Form("narrow", 500, false, false),
          // 18 cm of paper.
          new Form("printed", 680, false, true));

  /** What is asked of the page once it is laid out; the answers are lines of an element that is added to it. */
  private static final String QUESTIONS =
      """
      <script>
      const lines = [], wrong = [];
      const rgb = (text) => (text.match(/[\\d.]+/g) || [0, 0, 0]).map(Number);
      const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b; };
      const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
      const paper = rgb(getComputedStyle(document.body).backgroundColor);
      const isFine = (color, what) => { const c = contrast(rgb(color), paper); if (c < 4.5) wrong.push(`${what}: contrast ${c.toFixed(2)}`); };
      for (const svg of document.querySelectorAll('svg')) {
        const title = svg.querySelector('title').textContent, box = svg.getBoundingClientRect();
        const texts = [...svg.querySelectorAll('text')];
        const count = (kind) => svg.querySelectorAll(kind).length;
        const ticks = texts.map((t) => t.textContent).filter((t) => /^[−-]?[\\d.,]+( %)?$/.test(t));
        lines.push(`${title} | ${ticks.join(' ')} | circle ${count('circle')}, line ${count('line')}, path ${count('path')}, polygon ${count('polygon')}, polyline ${count('polyline')}, rect ${count('rect')}, text ${texts.length}`);
        if (box.height < 20 || box.width < 100) wrong.push(`${title}: is ${box.width} x ${box.height}`);
        const boxes = texts.map((t) => t.getBoundingClientRect());
        boxes.forEach((b, i) => {
          const text = `${title}: ${texts[i].textContent}`;
          if (b.left < box.left - 1 || b.right > box.right + 1 || b.top < box.top - 1 || b.bottom > box.bottom + 1) wrong.push(`${text}: outside of its picture`);
          isFine(getComputedStyle(texts[i]).fill, text);
          for (let k = 0; k < i; k++) if (Math.min(b.right, boxes[k].right) - Math.max(b.left, boxes[k].left) > 1 && Math.min(b.bottom, boxes[k].bottom) - Math.max(b.top, boxes[k].top) > 3)
            wrong.push(`${text}: lies on ${texts[k].textContent}`);
        });
      }
      for (const each of document.querySelectorAll('h1, h2, p, li, th, td, summary, a')) {
        const box = each.getBoundingClientRect();
        if (each.textContent.trim() && box.width) isFine(getComputedStyle(each).color, each.textContent.slice(0, 40));
        if (!each.closest('.wide, figure') && box.right > innerWidth + 1) wrong.push(`${each.textContent.slice(0, 40)}: outside of the window`);
      }
      if (document.documentElement.scrollWidth > innerWidth) wrong.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${innerWidth}`);
      const answer = document.createElement('pre');
      answer.textContent = ['@begin', ...lines, '@wrong', ...new Set(wrong), '@end'].join('\\n');
      document.body.append(answer);
      </script>
      """;

  private static final Pattern ANSWER = Pattern.compile("(?s)@begin\\n(.*?)@wrong\\n(.*?)@end</pre>");

  private final String browser;
  private final Path folder;

  private BrowserCheck(String browser, Path folder) {
    this.browser = browser;
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    Path expected = Path.of(args[2]);
    BrowserCheck check = new BrowserCheck(args[0], Path.of(args[3]).toAbsolutePath());
    String page = Files.readString(Path.of(args[1]));
    List<String> problems = new ArrayList<>();
    for (Form form : FORMS) {
      Matcher answer = check.layOut(form, page);
      if (!answer.group(1).equals(Files.readString(expected))) {
        Path found = check.folder.resolve(form.name + ".txt");
        Files.writeString(found, answer.group(1));
        problems.add(form.name + ": pictures are not those of " + expected + " but of " + found);
      }
      answer.group(2).lines().forEach(line -> problems.add(form.name + ": " + line));
    }
    check.open(Path.of(args[1]), "--print-to-pdf=" + check.folder.resolve("printed.pdf"));
    problems.forEach(System.err::println);
    System.out.println(problems.isEmpty() ? "the page is as it should be in all four forms" : problems.size() + " problems");
    System.exit(problems.isEmpty() ? 0 : 1);
  }

  private Matcher layOut(Form form, String page) throws IOException, InterruptedException {
    String seen = form.printed ? page.replace("@media print", "@media all") : page;
    Path asked = Files.writeString(folder.resolve(form.name + ".html"), seen.replace("</body>", QUESTIONS + "</body>"));
    String scheme = "--blink-settings=preferredColorScheme=" + (form.dark ? 0 : 1);
    String size = "--window-size=" + form.width + ",";
    String dom = open(asked, scheme, size + 1000, "--dump-dom").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    Files.writeString(asked, seen);
    open(asked, scheme, size + 6000, "--screenshot=" + folder.resolve(form.name + ".png"));
    Matcher answer = ANSWER.matcher(dom);
    if (!answer.find()) {
      throw new IllegalStateException(form.name + ": the browser gave no answer: " + dom);
    }
    return answer;
  }

  /** What the browser prints of a page. */
  private String open(Path page, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"));
    command.addAll(List.of(options));
    command.add(page.toUri().toString());
    Path out = Files.createTempFile(folder, "browser", ".out");
    Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the browser did not end in a minute: " + String.join(" ", command));
    }
    String text = Files.readString(out);
    Files.delete(out);
    return text;
  }
}
