import Foundation
import FoundationXML
import TestSupport
import Testing

@testable import Drawing

/// Each sample as a terminal and a picture show it: `RECORD_SNAPSHOTS=1` draws them anew, and then look at them.
struct LinePlotTests {
  private static let folder = "Tests/DrawingTests/Pictures"

  private static func text(_ plot: LinePlot, width: Int, isASCII: Bool = false) -> String {
    LinePlotText(plot, width: width, isASCII: isASCII).lines.map { $0.map(\.text).joined() + "\n" }.joined()
  }

  @Test("looks on a terminal as it is recorded", arguments: SamplePlot.all)
  func terminal(_ sample: SamplePlot) throws {
    let wide = Self.text(sample.plot, width: 80)
    let narrow = Self.text(sample.plot, width: 44, isASCII: true)
    try expectSnapshot(wide + "\n" + narrow, at: "\(Self.folder)/\(sample.name).txt")
  }

  /// Thousands of versions are thousands of numbers, whichever form they have.
  @Test("looks in a picture as it is recorded", arguments: SamplePlot.all.filter { $0.name != "many" })
  func picture(_ sample: SamplePlot) throws {
    try expectSnapshot(LinePlotPicture(sample.plot).text, at: "\(Self.folder)/\(sample.name).svg")
  }

  @Test("never wider than the terminal, and nothing moves its cursor", arguments: SamplePlot.all, [30, 80, 200, 1000])
  func fits(_ sample: SamplePlot, width: Int) {
    let lines = LinePlotText(sample.plot, width: width, isASCII: false).lines.map { $0.map(\.text).joined() }
    // The words above and below are folded by the terminal.
    let drawn = lines.dropFirst().prefix { !$0.hasPrefix("0.") }.filter { $0.contains("│") || $0.contains("┤") }
    #expect(drawn.allSatisfy { $0.count <= width }, "\(sample.name)")
    #expect(lines.allSatisfy { $0.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } })
    #expect(lines.count < 32)
  }

  @Test("a terminal that has ASCII alone gets ASCII alone", arguments: SamplePlot.all)
  func ascii(_ sample: SamplePlot) {
    #expect(Self.text(sample.plot, width: 80, isASCII: true).utf8.allSatisfy { $0 < 0x80 }, "\(sample.name)")
  }

  @Test("a picture is well-formed, without script, handler or address", arguments: SamplePlot.all)
  func pictureIsSafe(_ sample: SamplePlot) {
    for form in [LinePlotPicture.Form.alone, .inPage] {
      let text = LinePlotPicture(sample.plot, form, id: "p1").text
      let parser = XMLParser(data: Data(text.utf8))
      let seen = SeenElements()
      parser.delegate = seen
      #expect(parser.parse(), "\(sample.name): \(parser.parserError.map { "\($0)" } ?? "")")
      let names: Set = [
        "svg", "title", "desc", "style", "rect", "text", "line", "polyline", "g", "a", "circle", "path",
      ]
      #expect(seen.elements.subtracting(names).isEmpty, "\(sample.name)")
      let foreign = seen.attributes.filter { $0.hasPrefix("on") || $0 == "style" || $0.hasPrefix("xlink") }
      #expect(foreign.isEmpty, "\(sample.name)")
      #expect(seen.elements.contains("style") == (form == .alone), "\(sample.name)")
      #expect(text.utf8.count < 120_000, "\(sample.name): \(text.utf8.count)")
      #expect(text.contains("aria-labelledby=\"p1-title\" aria-describedby=\"p1-text\""))
    }
  }

  @Test("ten thousand points keep each column's extremes") func extremes() {
    let text = LinePlotPicture(SamplePlot.many).text
    #expect(text.contains("0.01 in ") == false)
    // The one low value among ten thousand is a point of the line: the lowest of the picture.
    let points = text.split(separator: "points=\"")[1].prefix { $0 != "\"" }.split(separator: " ")
    #expect(points.count <= 1700)
    #expect(points.map { Double($0.split(separator: ",")[1]) ?? 0 }.max() ?? 0 > 215)
  }

  @Test func theBestValueIsNeverACross() {
    let usual = SamplePlot.usual
    #expect(usual.best == 15)
    let lower = LinePlot("loss", of: "Lab/m", noun: usual.noun, isLowerBetter: true, points: usual.points)
    #expect(lower.best == 1)
    #expect(SamplePlot.nothing.best == nil)
  }

  private final class SeenElements: NSObject, XMLParserDelegate {
    var elements: Set<String> = []
    var attributes: Set<String> = []

    func parser(
      _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
      attributes found: [String: String]
    ) {
      elements.insert(element)
      attributes.formUnion(found.keys)
    }
  }
}
