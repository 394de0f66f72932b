using System.Xml.Linq;

namespace SegFunctions.House.Tests;

/// <summary>Who may know whom. A new arrow is a decision about the design, so it is made here too.</summary>
public sealed class ArrowTests
{
    private const string Contract = "inference-container/Contract/SegFunctions.Contract.csproj";
    private const string Models = "inference-container/Models/SegFunctions.Models.csproj";
    private const string Inference = "inference-container/Inference/SegFunctions.Inference.csproj";
    private const string Worker = "inference-container/Worker/SegFunctions.Worker.csproj";
    private const string Functions = "functions/SegFunctions.csproj";
    private const string Local = "local/SegFunctions.Local.csproj";
    private const string FunctionsWorker = "emulators/FunctionsWorker/Emulators.FunctionsWorker.csproj";
    private const string DurableTask = "emulators/DurableTask/Emulators.DurableTask.csproj";
    private const string DurableTaskSqlite = "emulators/DurableTask.Sqlite/DurableTask.Sqlite.csproj";
    private const string FunctionsHost = "emulators/FunctionsHost/Emulators.FunctionsHost.csproj";
    private const string ServiceBusTrigger = "extensions/ServiceBusTrigger/SegFunctions.ServiceBusTrigger.csproj";
    private const string Sqlite = "emulators/Sqlite/Emulators.Sqlite.csproj";
    private const string Suites = "tests/Emulators.Tests/Emulators.Tests.csproj";
    private const string ServiceBus = "emulators/ServiceBus/Emulators.ServiceBus.csproj";

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Contract] = [],
        [Models] = [],
        [Inference] = [Contract, Models],
        [Worker] = [Contract, Inference],
        [Functions] = [Contract, DurableTask, FunctionsWorker],
        [Local] = [Functions, Models, ServiceBus, Worker],
        [FunctionsWorker] = [DurableTask],
        [DurableTask] = [],
        [DurableTaskSqlite] = [Sqlite],
        [ServiceBus] = [Sqlite],
        [Sqlite] = [],
        [FunctionsHost] = [DurableTaskSqlite],
        [ServiceBusTrigger] = [],
    };

    public static TheoryData<string> Projects { get; } =
        [.. Repository.FindFiles(".csproj").Where(path => !path.StartsWith("tests/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_design_lets_it_know(string project) =>
        Assert.Empty(ReferencesOf(project).Except(Allowed[project]));

    [Fact]
    public void The_contract_and_the_catalogue_reference_no_package() =>
        Assert.All([Contract, Models], project => Assert.Empty(Load(project).Descendants("PackageReference")));

    [Fact]
    public void Local_links_none_of_the_programs_that_it_starts()
    {
        var linked = Load(Local).Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Resolve(Local, reference));

        Assert.Equal([Models], linked);
    }

    [Fact]
    public void Emulators_stand_in_only_where_the_real_packages_are_switched_off() =>
        Assert.All([Functions, Worker, Suites], project => Assert.All(
            Load(project).Descendants("ProjectReference").Where(reference => Resolve(project, reference).StartsWith("emulators/", StringComparison.Ordinal)),
            reference => Assert.Equal("'$(UseAzurePackages)' != 'true'", (string?)reference.Parent!.Attribute("Condition"))));

    private static IEnumerable<string> ReferencesOf(string project) =>
        Load(project).Descendants("ProjectReference").Select(reference => Resolve(project, reference));

    private static XDocument Load(string project) => XDocument.Load(Path.Combine(Repository.Root, project));

    private static string Resolve(string project, XElement reference) =>
        Path.GetRelativePath(
            Repository.Root,
            Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, (string)reference.Attribute("Include")!))).Replace('\\', '/');
}
