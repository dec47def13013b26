import Foundation
import TestSupport
import Testing

/// What `ci add` writes, run as the hosts run it. Its tools come from PyPI; `make test` installs and names them.
@Suite(.enabled(if: CISandbox.validator != nil, "CHECK_JSONSCHEMA names no check-jsonschema"))
struct CIWorkflowTests {
  static let mark = "<!-- git registry review -->"
  private static let routine =
    "echo weights > model.bin && git registry version create Lab/fraud 1.0.1 --artifact model.bin --job none"
  /// Its own judge would judge nothing.
  private static func judgeless(_ place: CISandbox) -> String {
    "echo 'jobs: {}' > \(place.path) && git commit --quiet --all --message 'No judge'"
  }
  private static let invalid =
    "sed -i '/^name:/d' organization.yaml && git commit --quiet --all --message 'Break the organization'"

  @Test(
    "the host's schema accepts the file",
    arguments: [("github", "vendor.github-workflows"), ("gitlab", "vendor.gitlab-ci")])
  func isValid(_ host: String, _ schema: String) throws {
    let place = try CISandbox(host)
    let outcome = try place.schemaVerdict(schema)
    #expect(outcome.status == 0, "\(outcome.text)")
  }

  @Test("GitHub: a wrong digest stops the job, and its program never runs")
  func gitHubWrongDigest() throws {
    let place = try CISandbox("github", digest: "sha256:" + String(repeating: "0", count: 64))
    try place.propose(Self.routine)
    let result = try GitHubRunner(place: place).run()
    #expect(!result.isGreen)
    #expect(result.outcomes["Install git registry"] == "failure", "\(result.log)")
    for step in ["Fetch the pull request", "Validate", "Review", "Comment", "Upload SARIF"] {
      #expect(result.outcomes[step] == "skipped", "\(step)")
    }
    #expect(try place.labels() == [])
  }

  @Test("GitLab: a wrong digest stops the job, and its program never runs")
  func gitLabWrongDigest() throws {
    let place = try CISandbox("gitlab", digest: "sha256:" + String(repeating: "0", count: 64))
    try place.propose(Self.routine)
    let result = try GitLabRunner(place: place).run()
    #expect(result.status == 1)
    #expect(result.output.contains("FAILED"), "\(result.text)")
    #expect(!place.sandbox.exists("builds/junit.xml") && !place.sandbox.exists("state/log"))
  }

  @Test("GitHub: one comment follows the change, the label and the result say what it is")
  func gitHub() throws {
    let place = try CISandbox("github")
    try place.propose(Self.routine)
    let first = try GitHubRunner(place: place).run()
    #expect(first.isGreen, "\(first.log)")
    #expect(try place.comments().count == 2 && place.comments()[1].hasPrefix(Self.mark), "\(first.log)")
    #expect(try place.labels() == ["routine"])
    #expect(place.sandbox.exists("temp/registry.sarif"))

    let before = try place.comments()
    try place.propose(Self.invalid)
    let second = try GitHubRunner(place: place).run()
    #expect(!second.isGreen)
    #expect(second.outcomes["Validate"] == "failure")
    for step in ["Review", "Comment", "Label", "Upload SARIF"] {
      #expect(second.outcomes[step] == "success", "\(step): \(second.log)")
    }
    #expect(second.log.contains("::error file=organization.yaml"), "\(second.log)")
    let after = try place.comments()
    #expect(after.count == 2 && after[0] == before[0] && after[1] != before[1])
    #expect(try place.labels() == [])

    try place.propose(Self.judgeless(place))
    let third = try GitHubRunner(place: place).run()
    #expect(third.isGreen && third.outcomes["Validate"] == "success", "\(third.log)")
    #expect(try place.comments().count == 2 && place.comments()[1].contains("needs a person"))
    #expect(try place.labels() == [])
  }

  @Test("GitHub: a run for an older head than the pull request's judges nothing")
  func gitHubStale() throws {
    let place = try CISandbox("github")
    try place.propose(Self.routine)
    var runner = GitHubRunner(place: place)
    runner.head = try place.sandbox.git("rev-parse", "main", in: "server.git").trimmed
    let result = try runner.run()
    #expect(!result.isGreen)
    #expect(result.log.contains("the pull request has moved on"), "\(result.log)")
    #expect(result.outcomes["Validate"] == "skipped")
  }

  @Test("GitLab: one note follows the change, the label and the result say what it is")
  func gitLab() throws {
    let place = try CISandbox("gitlab")
    try place.propose(Self.routine)
    let first = try GitLabRunner(place: place).run()
    #expect(first.status == 0, "\(first.text)")
    #expect(try place.comments().count == 2 && place.comments()[1].hasPrefix(Self.mark), "\(first.text)")
    #expect(try place.labels() == ["routine"])

    let before = try place.comments()
    try place.propose(Self.invalid)
    let second = try GitLabRunner(place: place).run()
    #expect(second.status == 1, "\(second.text)")
    #expect(second.output.contains("organization.yaml"))
    let after = try place.comments()
    #expect(after.count == 2 && after[0] == before[0] && after[1] != before[1])
    #expect(try place.labels() == [])
    for report in ["gl-code-quality-report.json", "junit.xml"] {
      #expect(place.sandbox.exists("builds/\(report)"), "\(report)")
    }

    try place.propose(Self.judgeless(place))
    let third = try GitLabRunner(place: place).run()
    #expect(third.status == 0, "\(third.text)")
    #expect(try place.comments().count == 2 && place.comments()[1].contains("needs a person"))
    #expect(try place.labels() == [])
  }

  @Test("GitLab: without a token the change is judged all the same")
  func gitLabWithoutToken() throws {
    let place = try CISandbox("gitlab")
    try place.propose(Self.routine)
    let result = try GitLabRunner(place: place, token: nil).run()
    #expect(result.status == 0, "\(result.text)")
    #expect(result.output.contains("REGISTRY_REVIEW_TOKEN is not set"))
    #expect(!place.sandbox.exists("state/log"))
  }
}
