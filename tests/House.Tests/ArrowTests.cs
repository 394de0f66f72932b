namespace SegFunctions.House.Tests;

/// <summary>Which project may depend on which. A new dependency is a decision about the design, so it is made here too.</summary>
public sealed class ArrowTests
{
    private const string Connections = "inference-container/Connections/SegFunctions.Connections.csproj";
    private const string Contract = "inference-container/Contract/SegFunctions.Contract.csproj";
    private const string Models = "inference-container/Models/SegFunctions.Models.csproj";
    private const string Inference = "inference-container/Inference/SegFunctions.Inference.csproj";
    private const string Worker = "inference-container/Worker/SegFunctions.Worker.csproj";
    private const string Functions = "functions/SegFunctions.csproj";
    private const string Local = "local/SegFunctions.Local.csproj";
    private const string Scheduler = "extensions/Scheduler/SegFunctions.Scheduler.csproj";
    private const string DurableTaskSqlite = "emulators/DurableTask.Sqlite/DurableTask.Sqlite.csproj";
    private const string FunctionsHost = "emulators/FunctionsHost/Emulators.FunctionsHost.csproj";
    private const string ServiceBusTrigger = "extensions/ServiceBusTrigger/SegFunctions.ServiceBusTrigger.csproj";
    private const string Sqlite = "emulators/Sqlite/Emulators.Sqlite.csproj";
    private const string ServiceBus = "emulators/ServiceBus/Emulators.ServiceBus.csproj";

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Connections] = [],
        [Contract] = [],
        [Models] = [],
        [Inference] = [Contract, Models],
        [Worker] = [Connections, Contract, Inference],
        [Functions] = [Connections, Contract, Scheduler, ServiceBusTrigger],
        [Local] = [Functions, FunctionsHost, Models, ServiceBus, Worker],
        [DurableTaskSqlite] = [Sqlite],
        [ServiceBus] = [Sqlite],
        [Sqlite] = [],
        [FunctionsHost] = [DurableTaskSqlite],
        [Scheduler] = [],
        [ServiceBusTrigger] = [],
    };

    public static TheoryData<string> Projects { get; } =
        [.. Repository.FindFiles(".csproj").Where(path => !path.StartsWith("tests/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_design_lets_it_know(string project) =>
        Assert.Empty(ProjectFile.ReferencesOf(project).Except(Allowed[project]));

    [Fact]
    public void The_contract_references_no_package() => Assert.Empty(ProjectFile.Load(Contract).Descendants("PackageReference"));

    [Fact]
    public void Local_links_none_of_the_programs_that_it_starts()
    {
        var linked = ProjectFile.Load(Local).Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => ProjectFile.Resolve(Local, (string)reference.Attribute("Include")!));

        Assert.Equal([Models], linked);
    }

    [Theory]
    [InlineData(Functions)]
    [InlineData(Worker)]
    public void No_emulator_is_deployed(string app) =>
        Assert.DoesNotContain(ProjectFile.ClosureOf(app), project => project.StartsWith("emulators/", StringComparison.Ordinal));
}
