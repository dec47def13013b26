extension RunPlot {
  /// The frame of a picture in a page: a group, since its links can be reached, with a title and a description.
  func write(
    _ kind: String, width: Double, height: Double, _ content: (inout SVGText) -> Void
  ) -> String {
    var svg = SVGText()
    let box = "0 0 \(SVGText.number(width)) \(SVGText.number(height))"
    svg.element(
      "svg",
      [
        "class": kind, "viewBox": box, "role": "group", "aria-labelledby": "runs-t", "aria-describedby": "runs-d",
      ]
    ) { svg in
      svg.element("title", ["id": "runs-t"], title)
      svg.element("desc", ["id": "runs-d"], words)
      svg.newLine()
      content(&svg)
    }
    svg.newLine()
    return svg.text
  }

  /// A run as a link.
  func write(_ run: PlotRun, _ svg: inout SVGText, _ content: (inout SVGText) -> Void) {
    let words = label(run)
    func whole(_ svg: inout SVGText) {
      svg.element("title", [:], words)
      content(&svg)
    }
    if let link = run.link {
      svg.element("a", ["href": link, "aria-label": words], whole)
    } else {
      svg.element("g", [:], whole)
    }
    svg.newLine()
  }
}
