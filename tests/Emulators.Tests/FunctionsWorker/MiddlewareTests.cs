using System.Collections.Concurrent;
using System.Net;
using Emulators.Tests.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Emulators.Tests.FunctionsWorker;

public sealed class MiddlewareTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Middleware_stands_around_the_function_in_the_order_of_its_registration()
    {
        await using var host = new TestHost(typeof(Web)) { Configure = builder => builder.UseMiddleware<Outer>().UseMiddleware<Inner>() };
        await host.StartAsync();

        await host.Http.GetAsync("hello", Cancellation);

        Assert.Equal(["outer in hello", "inner in", "function", "inner out", "outer out"], host.Trace);
    }

    [Fact]
    public async Task Middleware_can_answer_in_the_functions_place()
    {
        await using var host = new TestHost(typeof(Web)) { Configure = builder => builder.UseMiddleware<Guard>() };
        await host.StartAsync();

        var response = await host.Http.GetAsync("hello", Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("no key", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Empty(host.Trace);
    }

    [Fact]
    public async Task Middleware_turns_an_exception_into_an_answer()
    {
        await using var host = new TestHost(typeof(Web)) { Configure = builder => builder.UseMiddleware<Rescue>() };
        await host.StartAsync();

        Assert.Equal((HttpStatusCode)418, (await host.Http.GetAsync("failing", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Middleware_can_be_chosen_for_some_invocations_only()
    {
        await using var host = new TestHost(typeof(Web))
        {
            Configure = builder => builder.UseWhen<Inner>(context => context.FunctionDefinition.Name == "hello"),
        };
        await host.StartAsync();

        await host.Http.GetAsync("scoped", Cancellation);
        await host.Http.GetAsync("hello", Cancellation);

        Assert.Equal(["inner in", "function", "inner out"], host.Trace);
    }

    [Fact]
    public async Task Each_invocation_has_a_scope_that_middleware_and_function_share()
    {
        await using var host = new TestHost(typeof(Web))
        {
            Configure = builder => builder.UseMiddleware<ScopeReader>().Services.AddScoped<Ticket>(),
        };
        await host.StartAsync();

        var first = await host.Http.GetStringAsync("scoped", Cancellation);
        Assert.Equal([first, "disposed"], [await host.NextTraceAsync(), await host.NextTraceAsync()]);
        var second = await host.Http.GetStringAsync("scoped", Cancellation);
        Assert.Equal([second, "disposed"], [await host.NextTraceAsync(), await host.NextTraceAsync()]);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task The_context_says_which_function_runs()
    {
        await using var host = await TestHost.StartAsync(typeof(Web));

        Assert.Equal($"whoami|{typeof(Web).FullName}.WhoAmI", await host.Http.GetStringAsync("whoami", Cancellation));
    }

    [Fact]
    public async Task Middleware_stands_around_invocations_of_every_kind()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await using var host = new TestHost(typeof(EveryKind))
        {
            Settings = { ["ServiceBus"] = queue.ConnectionString },
            Configure = builder => builder.UseMiddleware<KindReader>(),
        };
        await host.StartAsync();
        await queue.SendAsync("go");
        await host.Http.GetAsync("start", Cancellation);

        var seen = new List<string>();
        while (seen.Count < 5)
        {
            seen.Add(await host.NextTraceAsync());
        }

        Assert.Equal(["activity False", "orchestrator False", "queued False", "start True", "timed False"], seen.Order());
    }

    public sealed class Web(ConcurrentQueue<string> trace)
    {
        [Function("hello")]
        public IActionResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            trace.Enqueue("function");
            return new OkResult();
        }

        [Function("failing")]
        public IActionResult Failing([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => throw new FormatException("teapot");

        [Function("scoped")]
        public IActionResult Scoped([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context) =>
            new ContentResult { Content = $"{context.InstanceServices.GetService<Ticket>()?.Id}" };

        [Function("whoami")]
        public IActionResult WhoAmI([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context) =>
            new ContentResult { Content = $"{context.FunctionDefinition.Name}|{context.FunctionDefinition.EntryPoint}" };
    }

    public sealed class EveryKind
    {
        [Function("start")]
        public async Task<IActionResult> StartAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, [DurableClient] DurableTaskClient client)
        {
            await client.ScheduleNewOrchestrationInstanceAsync("orchestrator");
            return new AcceptedResult();
        }

        [Function("orchestrator")]
        public async Task OrchestrateAsync([OrchestrationTrigger] TaskOrchestrationContext context) => await context.CallActivityAsync("activity");

        [Function("activity")]
        public void Act([ActivityTrigger] string? nothing)
        {
        }

        [Function("queued")]
        public void Receive([ServiceBusTrigger("orders", Connection = "ServiceBus")] string body)
        {
        }

        [Function("timed")]
        public void Tick([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer)
        {
        }
    }

    private sealed class Outer(ConcurrentQueue<string> trace) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            trace.Enqueue($"outer in {context.FunctionDefinition.Name}");
            await next(context);
            trace.Enqueue("outer out");
        }
    }

    private sealed class Inner(ConcurrentQueue<string> trace) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            trace.Enqueue("inner in");
            await next(context);
            trace.Enqueue("inner out");
        }
    }

    private sealed class Guard : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            var response = context.GetHttpContext()!.Response;
            response.StatusCode = StatusCodes.Status401Unauthorized;
            await response.WriteAsync("no key", context.CancellationToken);
        }
    }

    private sealed class Rescue : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            try
            {
                await next(context);
            }
            catch (FormatException)
            {
                context.GetHttpContext()!.Response.StatusCode = StatusCodes.Status418ImATeapot;
            }
        }
    }

    private sealed class ScopeReader(ConcurrentQueue<string> trace) : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            trace.Enqueue($"{context.InstanceServices.GetRequiredService<Ticket>().Id}");
            return next(context);
        }
    }

    private sealed class KindReader(ConcurrentQueue<string> trace) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            await next(context);
            trace.Enqueue($"{context.FunctionDefinition.Name} {context.GetHttpContext() is not null}");
        }
    }

    private sealed class Ticket(ConcurrentQueue<string> trace) : IDisposable
    {
        public Guid Id { get; } = Guid.NewGuid();

        public void Dispose() => trace.Enqueue("disposed");
    }
}
