package import Drawing
import Manifests

extension MetricSeries {
  /// As a terminal and a picture draw it: pre-releases and yanked versions stand off the line.
  package var plot: LinePlot {
    LinePlot(
      metric, of: "\(model)", noun: ("version", "versions"), isLowerBetter: isLowerBetter,
      points: points.map { point in
        let (mark, state) = Self.mark(of: point)
        return PlotPoint(
          "\(point.version)", group: "\(point.version.major).\(point.version.minor)", value: point.value, mark: mark,
          state: state, flags: flags(point.aliases))
      },
      bounds: gates.flatMap { gate in
        let name = gate.alias ?? "gate"
        return [
          gate.bound.min.map { PlotBound(name, .least, $0) }, gate.bound.max.map { PlotBound(name, .most, $0) },
        ].compactMap { $0 }
      })
  }

  private static func mark(of point: Point) -> (PlotPoint.Mark, state: String?) {
    switch point.status {
    case .yanked: (.cross, "yanked")
    case .active where point.version.isPrerelease, .deprecated where point.version.isPrerelease: (.small, "pre-release")
    case .deprecated: (.hollow, "deprecated")
    case .active: (.full, nil)
    }
  }

  /// Protected aliases first.
  private func flags(_ aliases: [String]) -> [PlotPoint.Flag] {
    let flags = aliases.map { PlotPoint.Flag($0, isStrong: protectedAliases.contains($0)) }
    return flags.filter(\.isStrong) + flags.filter { !$0.isStrong }
  }
}
