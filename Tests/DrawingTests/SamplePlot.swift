import Testing

@testable import Drawing

/// Plots as registries have them, and as they must not break a drawing.
struct SamplePlot: Sendable, CustomTestStringConvertible {
  let name: String
  let plot: LinePlot
  var testDescription: String { name }

  /// A model on its way: the numbers of the mock-up of the model's page.
  private static let values: [(String, Double)] = [
    ("1.0.0", 0.9167), ("1.1.0", 0.8333), ("1.1.1", 0.8412), ("1.2.0", 0.852), ("1.2.1", 0.8547), ("1.3.0", 0.871),
    ("1.3.1", 0.8742), ("1.3.2", 0.8698), ("1.4.0", 0.8905), ("1.4.1", 0.8911), ("1.4.2", 0.8934), ("1.4.3", 0.8951),
    ("1.5.0", 0.9021), ("1.5.1", 0.904), ("2.0.0-rc.1", 0.9102), ("2.0.0-rc.2", 0.9133),
  ]

  static let usual: LinePlot = {
    var points = values.map { label, value in
      PlotPoint(label, group: String(label.prefix(3)), value: value)
    }
    func set(_ index: Int, _ mark: PlotPoint.Mark, _ state: String) {
      (points[index].mark, points[index].state) = (mark, state)
    }
    set(0, .cross, "yanked")
    set(7, .hollow, "deprecated")
    set(14, .small, "pre-release")
    set(15, .small, "pre-release")
    points[10].flags = [.init("production", isStrong: true)]
    points[13].flags = [.init("champion")]
    points[15].flags = [.init("shadow")]
    return plot(points, bounds: [PlotBound("gate", .least, 0.85)])
  }()

  static func plot(_ points: [PlotPoint], _ measure: String = "accuracy", bounds: [PlotBound] = []) -> LinePlot {
    LinePlot(measure, of: "Lab/sentiment", noun: ("version", "versions"), points: points, bounds: bounds)
  }

  static let one = plot([PlotPoint("1.0.0", group: "1.0", value: 0.5, flags: [.init("production", isStrong: true)])])

  static let gaps = plot(
    [0.1, 0.15, nil, .nan, .infinity, 0.3, nil, 0.25, 0.2].enumerated().map { index, value in
      PlotPoint("1.0.\(index)", group: "1.0", value: value)
    }, bounds: [PlotBound("gate", .least, 100)])

  static let nothing = plot([PlotPoint("1.0.0", value: nil), PlotPoint("1.1.0", value: .nan)])

  static let equal = plot(
    (0..<5).map { PlotPoint("1.\($0).0", group: "1.\($0)", value: 42) },
    bounds: [PlotBound("gate", .most, 50), PlotBound("production", .most, 49), PlotBound("staging", .least, 40)])

  /// A walk with a jump; one in a hundred yanked, and aliases on two.
  static let many = plot(
    (0..<10_000).map { index in
      let value = 0.5 + Double((index * 7919) % 1000) / 10_000 + (index > 6000 ? 0.2 : 0) + Double(index) / 50_000
      return PlotPoint(
        "\(index / 1000).\(index / 100 % 10).\(index % 100)", group: "\(index / 1000).\(index / 100 % 10)",
        value: index == 4321 ? 0.01 : value, mark: index % 100 == 99 ? .cross : .full,
        state: index % 100 == 99 ? "yanked" : nil,
        flags: index == 9000 ? [.init("production", isStrong: true)] : index == 9999 ? [.init("champion")] : [])
    })

  /// More than a column each, and no more than a picture draws one by one.
  static let several = plot(
    (0..<150).map { PlotPoint("1.0.\($0)", group: "1.0", value: Double(($0 * 37) % 101)) })

  /// Forty aliases on one version, and one on each of the others.
  static let flagged = plot(
    (0..<30).map { index in
      let names = index == 12 ? (0..<40).map { "alias-\($0)" } : ["region-\(index)"]
      return PlotPoint("1.\(index).0", group: "1.\(index)", value: Double(index), flags: names.map { .init($0) })
    })

  /// Names as long as they may be, and a metric whose name wants out.
  static let hostile: LinePlot = {
    let name = String(repeating: "Long_Name-", count: 12).prefix(113)
    let pre = "1.0.0-" + String(repeating: "alpha.", count: 20) + "1"
    return LinePlot(
      "\"><script>alert('&')</script>\u{202e}\u{1b}[31m", of: "\(name)/\(name)", noun: ("version", "versions"),
      points: [
        PlotPoint(pre, group: "1.0", value: 1e-12, mark: .small, state: "pre-release", flags: [.init(String(name))]),
        PlotPoint("1.0.0", group: "1.0", value: 1e9, flags: [.init("a"), .init(String(name), isStrong: true)]),
        PlotPoint("1.1.0", group: "1.1", value: -3, link: "javascript:\"onclick='1'"),
      ], bounds: [PlotBound(String(name), .least, 5e8)])
  }()

  static let all = [
    SamplePlot(name: "usual", plot: usual), SamplePlot(name: "one", plot: one), SamplePlot(name: "gaps", plot: gaps),
    SamplePlot(name: "nothing", plot: nothing), SamplePlot(name: "equal", plot: equal),
    SamplePlot(name: "several", plot: several), SamplePlot(name: "many", plot: many),
    SamplePlot(name: "flagged", plot: flagged), SamplePlot(name: "hostile", plot: hostile),
  ]
}
