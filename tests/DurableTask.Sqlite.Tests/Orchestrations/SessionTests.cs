using DurableTask.Sqlite.Tests.Hubs;

namespace DurableTask.Sqlite.Tests.Orchestrations;

public sealed class SessionTests
{
    private int _beginnings;

    private TestProgram Program => new TestProgram()
        .Activity("Add", input => input!.ToObject<int>() + 1)
        .Orchestrator("Ten", async orchestration =>
        {
            Interlocked.Increment(ref _beginnings);
            var value = orchestration.Input<int>();
            for (var step = 0; step < 10; step++)
            {
                value = await orchestration.CallAsync<int>("Add", value);
            }

            return value;
        });

    [Fact]
    public async Task Goes_on_without_a_replay_in_an_extended_session()
    {
        await using var hub = await TestHub.StartAsync(Program, path => new(path) { ExtendedSessionIdleTimeout = TimeSpan.FromSeconds(5) });

        Assert.Equal("10", (await hub.WaitAsync(await hub.CreateAsync("Ten", 0))).Output);

        Assert.Equal(1, _beginnings);
    }

    [Fact]
    public async Task Replays_without_sessions()
    {
        await using var hub = await TestHub.StartAsync(Program);

        Assert.Equal("10", (await hub.WaitAsync(await hub.CreateAsync("Ten", 0))).Output);

        Assert.Equal(11, _beginnings);
    }

    [Fact]
    public async Task Ends_a_session_in_which_nothing_comes_and_takes_the_next_message_all_the_same()
    {
        var program = new TestProgram().Orchestrator("Twice", async orchestration =>
        {
            Interlocked.Increment(ref _beginnings);
            return await orchestration.EventAsync<int>("word") + await orchestration.EventAsync<int>("word");
        });
        await using var hub = await TestHub.StartAsync(program, path => new(path) { ExtendedSessionIdleTimeout = TimeSpan.FromMilliseconds(20) });
        var instance = await hub.CreateAsync("Twice");
        for (var word = 1; word <= 2; word++)
        {
            await hub.UntilAsync(instance.InstanceId, _ => _beginnings == word);
            await Task.Delay(300, TestContext.Current.CancellationToken);
            await hub.RaiseAsync(instance.InstanceId, "word", word);
        }

        Assert.Equal("3", (await hub.WaitAsync(instance)).Output);
        Assert.Equal(3, _beginnings);
    }

    [Fact]
    public async Task Holds_more_orchestrations_than_it_has_sessions_for()
    {
        await using var hub = await TestHub.StartAsync(Program, path => new(path)
        {
            ExtendedSessionIdleTimeout = TimeSpan.FromMilliseconds(200),
            MaxConcurrentOrchestrations = 4,
        });

        var ends = await Task.WhenAll(Enumerable.Range(0, 60).Select(async number => await hub.WaitAsync(await hub.CreateAsync("Ten", number))));

        Assert.Equal(Enumerable.Range(10, 60).Select(number => $"{number}"), ends.Select(end => end.Output));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(100_000)]
    public async Task Reads_a_history_again_that_memory_had_no_room_for(int cachedEvents)
    {
        await using var hub = await TestHub.StartAsync(Program, path => new(path) { MaxCachedEvents = cachedEvents, MaxCachedActivities = cachedEvents });

        var ends = await Task.WhenAll(Enumerable.Range(0, 30).Select(async number => await hub.WaitAsync(await hub.CreateAsync("Ten", number))));

        Assert.Equal(Enumerable.Range(10, 30).Select(number => $"{number}"), ends.Select(end => end.Output));
    }

    [Fact]
    public async Task Does_not_read_a_remembered_history_from_the_file()
    {
        var program = new TestProgram().Orchestrator("Twice", async orchestration =>
            await orchestration.EventAsync<int>("word") + await orchestration.EventAsync<int>("word"));
        await using var hub = await TestHub.StartAsync(program);
        var instance = await hub.CreateAsync("Twice");
        await hub.RaiseAsync(instance.InstanceId, "word", 1);
        await hub.UntilAsync(instance.InstanceId, _ => hub.Count("SELECT count(*) FROM messages") == 0);

        // If it were read, the damage would be noticed.
        hub.Damage("UPDATE history SET events = x'00'");
        await hub.RaiseAsync(instance.InstanceId, "word", 2);

        Assert.Equal("3", (await hub.WaitAsync(instance)).Output);
    }
}
