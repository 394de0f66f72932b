using Emulators.FunctionsHost.Durable;
using Emulators.FunctionsHost.Functions;

namespace FunctionsHost.Tests.Durable;

public sealed class DurableClientInputTests
{
    private const string Json = """{"taskHubName":"Hub","connectionName":null,"rpcBaseUrl":"http://127.0.0.1:4001/"}""";

    private static readonly FunctionBinding Binding = new() { Name = "client", Type = "durableClient" };

    private readonly DurableClientInput _client = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_function_waits_until_it_is_known_what_its_client_holds()
    {
        var reading = _client.ReadAsync(Binding, Cancellation).AsTask();
        Assert.False(reading.IsCompleted);
        _client.Set(Json);

        Assert.Equal(Json, (await reading).String);
    }

    [Fact]
    public async Task Nobody_waits_for_an_extension_that_did_not_come_to_run()
    {
        var reading = _client.ReadAsync(Binding, Cancellation).AsTask();
        _client.GiveUp();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_binding_that_names_a_hub_gets_that_name()
    {
        _client.Set(Json);

        Assert.Contains("\"taskHubName\":\"Other\"", (await _client.ReadAsync(Binding with { TaskHub = "Other" }, Cancellation)).String);
    }
}
