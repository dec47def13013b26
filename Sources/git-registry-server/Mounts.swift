import Diagnostics
import Endpoints
import Git
import GitHTTP
import GitLabAPI
import Glibc
import LFSAPI
import MLflowAPI
import RegistryAPI
import ServeOptions
import Serving
import SignIn
import Web

/// What a repository answers to: MLflow's and GitLab's clients, git and git-lfs.
struct Mounts {
  let routes: [Route]
  /// Those of them that are described to clients.
  let described: [Route]
  let projects: RepositoryProjects
  private let work: [WorkTask]

  /// - Parameters:
  ///   - projects: its registries, as GitLab's clients call them.
  ///   - base: what stands before the addresses of its pages.
  ///   - scheme: of the server's addresses.
  init(
    _ repository: OpenedRepository, _ options: ServeOptions, _ jobs: JobLinks, _ projects: RepositoryProjects,
    base: String, scheme: String
  ) {
    let mlflow = MLflowMount(
      repository.served, repository.runs, patience: Int64(options.settleAfter ?? 60) * 1000,
      runsKept: options.keepRuns.map { Int64($0) * 86_400_000 }, jobs: jobs)
    let gitLab = GitLabMount(mlflow, repository.served, repository.runs, projects, scheme: scheme)
    self.projects = projects
    let git = GitMount(repository.served, at: repository.directory, environment: Self.gitEnvironment())
    let lfs = LFSMount(repository.served, atMost: 1 << 40, scheme: scheme)
    let prefix = "/" + repository.gitName
    let own = RegistryMount(repository.served, repository.runs).routes
    described = mlflow.routes + gitLab.routes + own
    let entry = repository.ticket.flatMap { ticket in repository.secret.map { LocalEntry(ticket, secret: $0) } }
    let twins = JSONTwins(own, below: RegistryMount.prefix, form: RegistryMount.form)
    let web = WebMount(
      repository.served, base: base, scheme: scheme, entry: entry, twins: twins, sessions: repository.sessions)
    routes = described + git.routes(under: prefix) + lfs.routes(under: prefix) + web.routes
    let (maintenance, place) = (Maintenance(of: repository.directory), EscapedText.line(repository.directory))
    work = [
      WorkTask(Task { await mlflow.work() }),
      WorkTask(
        Task {
          await withTaskExecutorPreference(Self.maintenanceThread) {
            await maintenance.run { Console.warn("loose objects of '\(place)' are not packed: \($0)") }
          }
        }),
    ]
  }

  /// One repository is packed after the other, however many are served.
  private static let maintenanceThread = WorkerThreads(1)

  /// How the clients of each are told of errors.
  static let forms =
    [SignInMount.form, RegistryMount.form, MLflowMount.form] + GitLabMount.forms
    + [LFSMount.form(under: "/{repository}"), WebMount.form, GitMount.form, Health.form]

  /// What git needs to be found and to find its settings, and nothing else of what this process was started with.
  private static func gitEnvironment() -> [String: String] {
    let names = ["PATH", "HOME", "LD_LIBRARY_PATH", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"]
    return names.reduce(into: [:]) { variables, name in variables[name] = getenv(name).map { String(cString: $0) } }
  }
}

/// Work beside requests, as long as this lives.
private final class WorkTask: Sendable {
  private let task: Task<Void, Never>

  init(_ task: Task<Void, Never>) { self.task = task }

  deinit { task.cancel() }
}
