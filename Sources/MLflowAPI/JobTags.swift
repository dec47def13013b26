import Manifests
import RunStore

/// The CI job, its pipeline, merge request and commit, as the tags of a run or a version tell them.
///
/// | tag | tells |
/// |---|---|
/// | `gitlab.CI_JOB_ID`, `gitlab.CI_JOB_NAME`, `gitlab.CI_JOB_URL` | the job |
/// | `gitlab.CI_PIPELINE_ID`, `gitlab.CI_PIPELINE_URL` | its pipeline |
/// | `gitlab.CI_MERGE_REQUEST_IID`, `gitlab.CI_MERGE_REQUEST_PROJECT_URL` | the merge request that it ran for |
/// | `gitlab.CI_PROJECT_PATH`, `gitlab.CI_PROJECT_URL` | the project |
/// | `gitlab.CI_COMMIT_SHA`, `mlflow.source.git.commit` | the commit |
/// | `mlflow.source.git.repoURL` | the repository, where no project is told |
///
/// What is not of its form is no fact, and stays a tag. An address is made by ``JobLinks`` if it can be.
///
/// Source: https://docs.gitlab.com/ci/variables/predefined_variables/
struct JobTags {
  let job: Job?
  let source: Source?

  init(_ tags: [String: String], _ links: JobLinks) {
    func variable(_ name: String) -> String? { tags["gitlab.CI_" + name].flatMap { $0.isEmpty ? nil : $0 } }
    func number(_ name: String) -> String? {
      variable(name).flatMap { $0.utf8.count <= 20 && $0.utf8.allSatisfy(Self.isDigit) ? $0 : nil }
    }
    func address(_ name: String) -> String? { variable(name).flatMap { JobLinks.isAddress($0) ? $0 : nil } }
    let path = variable("PROJECT_PATH").flatMap { Self.isPath($0) ? $0 : nil }
    let project = links.repository(path) ?? address("PROJECT_URL")

    var job = Job()
    job.id = number("JOB_ID")
    job.name = variable("JOB_NAME").flatMap { Self.isLine($0) ? $0 : nil }
    job.url = job.id.flatMap { links.job($0, of: path) } ?? address("JOB_URL")
    job.url = job.url ?? project.flatMap { base in job.id.map { "\(base)/-/jobs/\($0)" } }
    job.log = job.url.map { "\($0)/raw" }
    if let id = number("PIPELINE_ID") {
      job.pipeline = Job.Link(id: id, url: project.map { "\($0)/-/pipelines/\(id)" } ?? address("PIPELINE_URL"))
    }
    if let id = number("MERGE_REQUEST_IID") {
      let base = address("MERGE_REQUEST_PROJECT_URL") ?? project
      job.mergeRequest = Job.Link(id: id, url: base.map { "\($0)/-/merge_requests/\(id)" })
    }
    self.job = job == Job() ? nil : job

    let commit = [variable("COMMIT_SHA"), tags["mlflow.source.git.commit"]].compactMap { $0 }.first {
      [40, 64].contains($0.utf8.count) && $0.utf8.allSatisfy(Digest.isHexDigit)
    }
    let repository = project ?? tags["mlflow.source.git.repoURL"].flatMap { JobLinks.isAddress($0) ? $0 : nil }
    source = repository.map { Source(repository: $0, commit: commit) }
  }

  init(_ tags: [Tag], _ links: JobLinks) { self.init(Dictionary(tags.map { ($0.key, $0.value) }) { $1 }, links) }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  /// Source: https://docs.gitlab.com/user/reserved_names/
  private static func isPath(_ text: String) -> Bool {
    let segments = text.split(separator: "/", omittingEmptySubsequences: false)
    return segments.count <= 22 && text.utf8.count <= 1024
      && segments.allSatisfy { segment in
        !segment.isEmpty && segment != "." && segment != ".."
          && segment.unicodeScalars.allSatisfy {
            $0 == "_" || $0 == "-" || $0 == "." || $0.properties.isAlphabetic || $0.properties.numericType != nil
          }
      }
  }

  private static func isLine(_ text: String) -> Bool {
    text.unicodeScalars.count <= 1024
      && text.unicodeScalars.allSatisfy {
        ![.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
      }
  }
}

extension Job {
  /// The same with what it lacks and another one tells.
  func filled(with other: Job) -> Job {
    Job(
      id: id ?? other.id, name: name ?? other.name, url: url ?? other.url, log: log ?? other.log,
      pipeline: pipeline ?? other.pipeline, mergeRequest: mergeRequest ?? other.mergeRequest)
  }
}
