using Emulators.Tests.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;

namespace Emulators.Tests.FunctionsWorker;

/// <summary>What can only go wrong later is refused at the start, in one line that names the function.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData(typeof(UnknownTrigger), "Function 'Odd' cannot start: its trigger OddTriggerAttribute is not known here.")]
    [InlineData(typeof(NoTrigger), "Function 'Idle' cannot start: it has 0 parameters with a trigger")]
    [InlineData(typeof(SameName), "Function 'Twin' cannot start: SameName.One and SameName.Two have the same name")]
    [InlineData(typeof(BadName), "Function '2nd' cannot start: a name is a letter")]
    [InlineData(typeof(BadRoute), "Function 'Broken' cannot start: its route 'jobs/{id' is malformed")]
    [InlineData(typeof(SlashRoute), "Function 'Slash' cannot start: its route '/jobs' starts with a slash.")]
    [InlineData(typeof(HostRoute), "Function 'Keys' cannot start: its route 'admin/keys' is below /admin, which is the host's.")]
    [InlineData(typeof(HomeRoute), "Function 'Home' cannot start: its route is '/'")]
    [InlineData(typeof(SameRoute), "Function 'Second' cannot start: another function answers get on the route 'a/{y}' already.")]
    [InlineData(typeof(Unbound), "Function 'Loose' cannot start: nothing fills its parameter 'other' of type String.")]
    [InlineData(typeof(Hidden), "Function 'Hidden' cannot start: its method Run is not public.")]
    [InlineData(typeof(AsyncVoid), "Function 'Forgetful' cannot start: it is 'async void'")]
    [InlineData(typeof(Plain), "Function 'Plain' cannot start: it returns System.String, which is never written")]
    [InlineData(typeof(Sessions), "Function 'Sessions' cannot start: the emulator has no sessions.")]
    [InlineData(typeof(OtherName), "Function 'Orchestrator' cannot start: its trigger names another orchestration, 'Other'.")]
    [InlineData(typeof(UnsetQueue), "Function 'UnsetQueue' cannot start: '%Nowhere%' names the setting 'Nowhere', which is not set.")]
    [InlineData(typeof(UnsetConnection), "Function 'UnsetConnection' cannot start: the setting 'Nowhere' with the Service Bus connection string is not set.")]
    [InlineData(typeof(UnknownQueue), "Function 'UnknownQueue' cannot start: its queue 'nowhere' cannot be opened.")]
    [InlineData(typeof(BadSchedule), "Function 'BadSchedule' cannot start: its schedule 'at noon' cannot be read.")]
    public async Task A_fault_is_named_in_one_line(Type functions, string message)
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await using var host = new TestHost(functions)
        {
            Settings = { ["ServiceBus"] = queue.ConnectionString },
        };

        var error = await Assert.ThrowsAnyAsync<InvalidOperationException>(host.StartAsync);

        Assert.StartsWith(message, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.ToString());
    }

    [Fact]
    public async Task Functions_that_keep_state_ask_for_a_directory()
    {
        await using var host = new TestHost(typeof(Orchestrating)) { Settings = { ["EMULATOR_DATA"] = null } };

        var error = await Assert.ThrowsAnyAsync<InvalidOperationException>(host.StartAsync);

        Assert.Equal("Function 'Orchestrator' cannot start: it keeps state, so the setting EMULATOR_DATA must name a directory.", error.Message);
    }

    [Fact]
    public async Task A_taken_address_is_named_in_one_line()
    {
        await using var first = await TestHost.StartAsync(typeof(Harmless));
        await using var second = new TestHost(typeof(Harmless)) { Settings = { ["urls"] = first.Http.BaseAddress!.ToString() } };

        var error = await Assert.ThrowsAnyAsync<InvalidOperationException>(second.StartAsync);

        Assert.StartsWith("The host cannot start. Failed to bind to address", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.ToString());
    }

    [Fact]
    public async Task State_that_another_host_has_is_named_in_one_line()
    {
        await using var first = await TestHost.StartAsync(typeof(Orchestrating));
        await using var second = new TestHost(typeof(Orchestrating)) { Settings = { ["EMULATOR_DATA"] = first.DataPath } };

        var error = await Assert.ThrowsAnyAsync<InvalidOperationException>(second.StartAsync);

        Assert.StartsWith("The host cannot start. The durable state", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.ToString());
    }

    [Fact]
    public async Task The_home_page_can_be_switched_off_to_free_its_route()
    {
        await using var host = new TestHost(typeof(HomeRoute)) { Settings = { ["AzureWebJobsDisableHomepage"] = "true" } };
        await host.StartAsync();

        Assert.Equal("home", await host.Http.GetStringAsync("/", TestContext.Current.CancellationToken));
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    private sealed class OddTriggerAttribute : TriggerBindingAttribute;

    private sealed class UnknownTrigger
    {
        [Function("Odd")]
        public void Run([OddTrigger] string text)
        {
        }
    }

    private sealed class NoTrigger
    {
        [Function("Idle")]
        public void Run(CancellationToken cancellationToken)
        {
        }
    }

    private sealed class SameName
    {
        [Function("Twin")]
        public void One([ActivityTrigger] string text)
        {
        }

        [Function("twin")]
        public void Two([ActivityTrigger] string text)
        {
        }
    }

    private sealed class BadName
    {
        [Function("2nd")]
        public void Run([ActivityTrigger] string text)
        {
        }
    }

    private sealed class BadRoute
    {
        [Function("Broken")]
        public OkResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "jobs/{id")] HttpRequest request) => new OkResult();
    }

    private sealed class SlashRoute
    {
        [Function("Slash")]
        public OkResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "/jobs")] HttpRequest request) => new OkResult();
    }

    private sealed class HostRoute
    {
        [Function("Keys")]
        public OkResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "admin/keys")] HttpRequest request) => new OkResult();
    }

    private sealed class HomeRoute
    {
        [Function("Home")]
        public ContentResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "")] HttpRequest request) => new ContentResult { Content = "home" };
    }

    private sealed class SameRoute
    {
        [Function("First")]
        public OkResult One([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "a/{x}")] HttpRequest request) => new OkResult();

        [Function("Second")]
        public OkResult Two([HttpTrigger(AuthorizationLevel.Anonymous, "put", "get", Route = "a/{y}")] HttpRequest request) => new OkResult();
    }

    private sealed class Unbound
    {
        [Function("Loose")]
        public OkObjectResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{id}")] HttpRequest request, string id, string other) => new OkObjectResult(id + other);
    }

    private sealed class Hidden
    {
        [Function("Hidden")]
        internal void Run([ActivityTrigger] string text)
        {
        }
    }

    private sealed class AsyncVoid
    {
        [Function("Forgetful")]
        public async void Run([ActivityTrigger] string text) => await Task.Yield();
    }

    private sealed class Plain
    {
        [Function("Plain")]
        public string Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => "text";
    }

    private sealed class Sessions
    {
        [Function("Sessions")]
        public void Run([ServiceBusTrigger("orders", Connection = "ServiceBus", IsSessionsEnabled = true)] string body)
        {
        }
    }

    private sealed class OtherName
    {
        [Function("Orchestrator")]
        public void Run([OrchestrationTrigger(Orchestration = "Other")] TaskOrchestrationContext context)
        {
        }
    }

    private sealed class Orchestrating
    {
        [Function("Orchestrator")]
        public void Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
        }
    }

    private sealed class UnsetQueue
    {
        [Function("UnsetQueue")]
        public void Run([ServiceBusTrigger("%Nowhere%", Connection = "ServiceBus")] string body)
        {
        }
    }

    private sealed class UnsetConnection
    {
        [Function("UnsetConnection")]
        public void Run([ServiceBusTrigger("orders", Connection = "Nowhere")] string body)
        {
        }
    }

    private sealed class UnknownQueue
    {
        [Function("UnknownQueue")]
        public void Run([ServiceBusTrigger("nowhere", Connection = "ServiceBus")] string body)
        {
        }
    }

    private sealed class BadSchedule
    {
        [Function("BadSchedule")]
        public void Run([TimerTrigger("at noon")] TimerInfo timer)
        {
        }
    }

    private sealed class Harmless
    {
        [Function("Hello")]
        public OkResult Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new OkResult();
    }
}
