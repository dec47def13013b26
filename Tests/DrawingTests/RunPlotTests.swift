import Drawing
import Foundation
import FoundationXML
import TestSupport
import Testing

/// Runs by several of their values.
struct RunPlotTests {
  private static func plot(_ runs: [PlotRun], lower: Bool = true) -> RunPlot {
    let values = { (index: Int) in runs.compactMap { $0.values[index] } }
    return RunPlot(
      of: "Lab/sentiment", noun: ("candidate", "candidates"),
      axes: [
        PlotScale("optimizer", of: values(0)), PlotScale("latency_ms", of: values(1), isLowerBetter: lower),
        PlotScale("accuracy", of: values(2)),
      ], runs: runs)
  }

  private static let runs = [
    PlotRun("a", values: [.word("adam"), .number(42), .number(0.82)], link: "/a"),
    PlotRun("b", values: [.word("sgd"), .number(20), .number(0.92)], note: "became 1.5.1", link: "/b"),
    PlotRun("c", values: [nil, .number(30), .number(.nan)], link: "/c"),
  ]

  private static func points(_ text: String, of link: String) throws -> [[Double]] {
    let start = try #require(text.firstRange(of: "href=\"\(link)\""))
    let end = try #require(text[start.upperBound...].firstRange(of: "</a>"))
    let pieces = text[start.upperBound..<end.lowerBound].matches(of: /points="([^"]*)"/)
    return pieces.flatMap {
      $0.output.1.split(separator: " ").map { $0.split(separator: ",").compactMap { Double($0) } }
    }
  }

  /// Of latency, the least is at the top, of accuracy the greatest: b has the best of both.
  @Test func upIsGood() throws {
    let text = ParallelPicture(Self.plot(Self.runs)).text
    let (a, b) = (try Self.points(text, of: "/a"), try Self.points(text, of: "/b"))
    #expect(a.count == 3 && b.count == 3 && b[1][1] < a[1][1] && b[2][1] < a[2][1])
    let other = try Self.points(ParallelPicture(Self.plot(Self.runs, lower: false)).text, of: "/b")
    #expect(other[1][1] > other[2][1])
  }

  /// What became a version lies on top of the others, whatever their order.
  @Test func whatStandsOutIsLast() throws {
    let text = ParallelPicture(Self.plot(Self.runs)).text
    let (b, c) = (try #require(text.firstRange(of: "/b")), try #require(text.firstRange(of: "/c")))
    #expect(b.lowerBound > c.lowerBound && text.contains("class=\"run won\""))
  }

  /// A run without a value has a gap; one with a single one is still a mark.
  @Test func gapsAreGaps() throws {
    let text = ParallelPicture(Self.plot(Self.runs)).text
    let points = try Self.points(text, of: "/c")
    #expect(points.count == 2 && points[1][0] - points[0][0] == 8)
  }

  @Test func picturesAreXMLWhateverIsIn() throws {
    let hostile = "\"><script>&\u{202e}\u{0}]]>"
    let runs = [
      PlotRun(hostile, values: [.word(hostile), .number(1e9), .number(1e-12)], note: "became 1.0.0", link: "/\"<"),
      PlotRun("b", values: [.number(-.infinity), .number(-1e300), .number(1e300)]),
    ]
    let plot = Self.plot(runs)
    for text in [
      ParallelPicture(plot).text,
      ScatterPicture(
        RunPlot(
          of: hostile, noun: plot.noun, axes: Array(plot.axes.suffix(2)),
          runs: runs.map { PlotRun($0.name, values: Array($0.values.suffix(2))) })
      ).text,
    ] {
      let root = try #require(try XMLDocument(data: Data(text.utf8)).rootElement())
      #expect(root.name == "svg" && !text.contains("<script") && !text.contains("\u{202e}"))
      for number in text.matches(of: /(?:points|x|y|cx|cy)="([^"]*)"/) { #expect(!number.output.1.contains("nan")) }
    }
  }

  @Test func pointsStandWhereTheirValuesAre() throws {
    let runs = [
      PlotRun("low", values: [.number(0), .number(10)], link: "/low"),
      PlotRun("high", values: [.number(100), .number(20)], note: "became 1.0.0", link: "/high"),
      PlotRun("half", values: [.number(50), nil], link: "/half"),
    ]
    let axes = [
      PlotScale("rows", of: runs.compactMap { $0.values[0] }),
      PlotScale("loss", of: runs.compactMap { $0.values[1] }, isLowerBetter: true),
    ]
    let plot = RunPlot(of: "Lab/m", noun: ("candidate", "candidates"), axes: axes, runs: runs)
    let text = ScatterPicture(plot).text
    #expect(ScatterPicture.drawn(plot) == 2 && !text.contains("/half") && text.contains("loss, less is better"))
    func place(_ link: String) throws -> (x: Double, y: Double) {
      let found = try #require(
        text.split(separator: "\n").compactMap {
          $0.contains("\"\(link)\"") ? $0.firstMatch(of: /cx="([0-9.]+)" cy="([0-9.]+)"/) : nil
        }.first)
      return (Double(found.output.1) ?? 0, Double(found.output.2) ?? 0)
    }
    #expect(try place("/low") == (84, 30) && place("/high") == (1156, 328))
  }

  /// More than a few hundred lines are a grey field: those that stand out stay, and how many are not drawn is said.
  @Test func manyAreCut() {
    let many = (0..<1_000).map {
      PlotRun("r\($0)", values: [.number(Double($0)), .number(1), .number(2)], note: $0 == 999 ? "became 2.0.0" : nil)
    }
    let plot = Self.plot(many)
    #expect(ParallelPicture(plot).text.matches(of: /<polyline/).count == RunPlot.runsAtMost)
    #expect(ParallelPicture(plot).text.contains("r999") && plot.omitted?.hasPrefix("250 of 1000") ?? false)
    #expect(Self.plot(Self.runs).omitted == nil)
  }
}
