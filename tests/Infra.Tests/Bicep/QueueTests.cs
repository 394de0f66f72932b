using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using SegFunctions.Contract;
using SegFunctions.House.Tests;
using SegFunctions.Jobs;

namespace SegFunctions.Infra.Tests.Bicep;

/// <summary>The queues, and the resources that empty them, agree with the code on both sides.</summary>
public sealed partial class QueueTests
{
    private const string Queue = "Microsoft.ServiceBus/namespaces/queues";

    /// <summary>Service Bus does not permit longer locks.</summary>
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(5);

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public async Task The_queues_are_those_of_the_contract(string name)
    {
        var queues = (await Deployment.GetAsync(name)).OfType(Queue).Select(queue => queue.Name.Split('/')[1]);

        Assert.Equal([QueueNames.Requests, QueueNames.Updates], queues);
    }

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public async Task A_message_is_sent_once_and_given_up_at_last(string name) =>
        Assert.All((await Deployment.GetAsync(name)).OfType(Queue), queue =>
        {
            Assert.True((bool)queue.Get("requiresDuplicateDetection"));
            Assert.InRange((int)queue.Get("maxDeliveryCount"), 2, 10);
            Assert.InRange(Duration(queue, "lockDuration"), TimeSpan.FromSeconds(30), LongestLock);
        });

    /// <summary>If a request outlived its item's deadline, the work would be wasted; if it is dropped earlier, that costs a second attempt.</summary>
    [Fact]
    public async Task A_request_lives_as_long_as_its_item_may_wait() => Assert.Equal(
        new JobOptions().ItemDeadline,
        Duration((await Deployment.GetAsync("cpu")).OfType(Queue).Single(queue => queue.Name.EndsWith(QueueNames.Requests, StringComparison.Ordinal)), "defaultMessageTimeToLive"));

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public async Task The_inference_app_scales_from_none_by_its_queue_without_a_secret(string name)
    {
        var deployment = await Deployment.GetAsync(name);
        var app = deployment.Single("Microsoft.App/containerApps");

        Assert.Equal(0, (int)app.Get("template.scale.minReplicas"));
        Assert.Equal("azure-servicebus", (string)app.Get("template.scale.rules.0.custom.type")!);
        Assert.Equal(QueueNames.Requests, (string)app.Get("template.scale.rules.0.custom.metadata.queueName")!);
        Assert.Equal(deployment.Single("Microsoft.ServiceBus/namespaces").Name, (string)app.Get("template.scale.rules.0.custom.metadata.namespace")!);
        Assert.EndsWith("id-inference-" + app.Name.Split('-')[^1], (string)app.Get("template.scale.rules.0.custom.identity")!, StringComparison.Ordinal);
        Assert.Null(app.Find("template.scale.rules.0.custom.auth"));
        Assert.Null(app.Find("configuration.secrets"));
    }

    [Fact]
    public async Task A_replica_has_more_time_to_end_than_the_worker_takes()
    {
        var grace = (int)(await Deployment.GetAsync("t4")).Single("Microsoft.App/containerApps").Get("template.terminationGracePeriodSeconds");
        var worker = int.Parse(
            ShutdownTimeout().Match(Repository.Read("inference-container/Worker/Program.cs")).Groups["seconds"].Value, CultureInfo.InvariantCulture);

        Assert.InRange(grace, 90, 600);
        Assert.True(worker < grace, $"The worker takes up to {worker} s, the platform grants {grace} s.");
    }

    [Theory]
    [InlineData("cpu", "Consumption", "cpu")]
    [InlineData("t4", "Consumption-GPU-NC8as-T4", "cuda")]
    [InlineData("a100, private network", "Consumption-GPU-NC24-A100", "cuda")]
    public async Task The_profile_that_was_asked_for_runs_the_provider_that_it_has(string name, string profileType, string provider)
    {
        var deployment = await Deployment.GetAsync(name);
        var app = deployment.Single("Microsoft.App/containerApps");
        var profiles = deployment.Single("Microsoft.App/managedEnvironments").Get("workloadProfiles").AsArray();

        Assert.Equal(profileType, (string)profiles.Single(profile => (string)profile!["name"]! == (string)app.Get("workloadProfileName")!)!["workloadProfileType"]!);
        Assert.Equal(provider, AppSettings.OfInference(deployment)["Inference__Provider"]);
    }

    private static TimeSpan Duration(DeployedResource queue, string property) => XmlConvert.ToTimeSpan((string)queue.Get(property)!);

    [GeneratedRegex(@"ShutdownTimeout = TimeSpan\.FromSeconds\((?<seconds>\d+)\)")]
    private static partial Regex ShutdownTimeout();
}
