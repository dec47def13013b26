package import Diagnostics
import Git
import ManifestCoding
import Manifests
package import RegistryStore

/// A review for programs.
///
///     {"verdict": "routine" | "needs a person" | "invalid", "reasons": [{"text", "path", "line", "column"}], "base", "head",
///      "published": [{"registry", "model", "version", "bump", "follows", "compared": [{"role", "version"}], "differs": […],
///      "needs": [{"against", "bump", "reasons", "notJudged"}], "artifacts": […], "lineage": […]}], "promoted": […], "events": […], "approvals": […], "report": {…}}
package enum ReviewJSON {
  package static func value(_ review: Review, _ header: ReviewHeader) -> JSONValue {
    .object([
      "verdict": .string(review.verdict.name),
      "reasons": .array(review.verdict.reasons.map { reason($0, header) }),
      "base": .string("\(header.base)"), "head": .string("\(header.head)"),
      "published": .array(review.published.map(published)),
      "promoted": .array(
        review.promoted.map { promotion in
          .object(
            [
              .init("alias", .string(promotion.alias)), .init("protected", .boolean(promotion.isProtected)),
            ] + members(promotion.version))
        }),
      "events": .array(review.events.map(\.value)),
      "approvals": .array(review.approvals.map { .string($0) }),
      "report": JSONRenderer.value(review.report.under(header.root)),
    ])
  }

  private static func reason(_ reason: Verdict.Reason, _ header: ReviewHeader) -> JSONValue {
    .object([
      "text": .string(reason.text), "path": .string(header.path(reason)),
      "line": .integer(Int64(reason.location.line)), "column": .integer(Int64(reason.location.column)),
    ])
  }

  private static func published(_ version: ReviewedVersion) -> JSONValue {
    let artifacts = version.version.artifacts.map { artifact in
      JSONValue.object(
        artifact.members + [.init("new", .boolean(version.newDigests.contains(artifact.digest)))])
    }
    let needs = (version.claim?.needs ?? []).map { against, needs in
      JSONValue.object([.init("against", .string("\(against)"))] + needs.members)
    }
    return .object(
      members(version) + [
        .init("needs", .array(needs)), .init("artifacts", .array(artifacts)),
        .init("lineage", .array(version.version.lineage.map { .string($0.input) })),
        .init("job", version.version.job?.url.map { .string($0) } ?? .null),
        .init("candidate", version.version.candidate.map { .string($0) } ?? .null),
      ])
  }

  private static func members(_ version: ReviewedVersion) -> [JSONValue.Member] {
    let compared = version.others.map { other in
      JSONValue.object(["role": .string(other.role.name), "version": .string("\(other.number)")])
    }
    let differs = version.comparisons.map { row in
      JSONValue.object([
        "kind": .string(row.kind.rawValue), "name": .string(row.name), "value": row.value.map { .string($0) } ?? .null,
        "others": .array(row.others.map { $0.map { .string($0) } ?? .null }),
        "percent": row.trend.flatMap { trend in trend.percent.map { .number(trend.isRise ? $0 : -$0) } },
      ])
    }
    return [
      .init("registry", .string(version.model.registry)), .init("model", .string(version.model.model)),
      .init("version", .string("\(version.number)")),
      .init("bump", version.bump.map { .string($0.rawValue) } ?? .null),
      .init("follows", version.followed.map { .string("\($0)") } ?? .null),
      .init("compared", .array(compared)), .init("differs", .array(differs)),
    ]
  }
}
