import Access
package import Endpoints
package import MLflowAPI
package import RunStore

/// GitLab's model registry for one repository: each registry is a project at `/api/v4/projects/ID`.
///
///     /api/v4/projects/42/ml/mlflow/api/2.0/mlflow/…          MLflow's interface
///     /api/v4/projects/acme%2FModels/packages/ml_models/…     files of versions
///
/// Source: https://docs.gitlab.com/api/model_registry/ and https://docs.gitlab.com/api/packages/
package struct GitLabMount: Sendable {
  private let mlflow: MLflowMount
  private let project: ProjectRoute
  private let packages: Packages
  private let files: PackageFiles

  /// - Parameters:
  ///   - mlflow: of the same repository.
  ///   - scheme: of the server's addresses.
  package init(
    _ mlflow: MLflowMount, _ repository: ServedRepository, _ numbers: any NumberStore,
    _ projects: RepositoryProjects, scheme: String
  ) {
    let index = PackageIndex(mlflow.packages, numbers)
    self.mlflow = mlflow
    project = ProjectRoute(repository, projects)
    packages = Packages(index, scheme: scheme)
    files = PackageFiles(index)
  }

  static let prefix = "/api/v4/projects/{project}"

  package var routes: [Route] {
    mlflow.routes(in: .gitLab) + [project.route] + packages.routes + files.routes
  }

  /// How clients are told of errors, MLflow's before the others.
  package static let forms = [
    MLflowDialect.gitLab.form, ErrorForm(under: RoutePattern(prefix)) { GitLabError.response($0) },
  ]
}
