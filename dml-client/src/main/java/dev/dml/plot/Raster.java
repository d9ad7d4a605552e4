package dev.dml.plot;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * A picture for those who cannot use SVG. It needs fonts on this machine.
 *
 * @param scene the picture
 */
public record Raster(Scene scene) {

  /** Pixels of a PNG for each of the scene. */
  private static final int DENSITY = 2;

  /** The picture as PNG. */
  public byte[] png() {
    BufferedImage image =
        new BufferedImage(
            (int) Math.ceil(scene.width() * DENSITY),
            (int) Math.ceil(scene.height() * DENSITY),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(DENSITY, DENSITY);
    draw(graphics);
    graphics.dispose();
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The picture as a PDF of one page. */
  public byte[] pdf() {
    PDRectangle size = new PDRectangle((float) scene.width(), (float) scene.height());
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      PDPage page = new PDPage(size);
      document.addPage(page);
      PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, size);
      draw(graphics);
      graphics.dispose();
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawForm(graphics.getXFormObject());
      }
      document.getDocumentInformation().setTitle(scene.title());
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void draw(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    ByteArrayInputStream svg =
        new ByteArrayInputStream(scene.svg().getBytes(StandardCharsets.UTF_8));
    SVGDocument document = new SVGLoader().load(svg, null, LoaderContext.createDefault());
    if (document == null) {
      throw new IllegalStateException("a scene is no SVG: " + scene.title());
    }
    document.renderWithPlatform(NullPlatformSupport.INSTANCE, graphics, null);
  }
}
