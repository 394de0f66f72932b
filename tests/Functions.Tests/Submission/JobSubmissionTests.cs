using Azure;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Orchestrations;
using SegFunctions.Results;
using SegFunctions.Storage;
using SegFunctions.Submission;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Submission;

/// <summary>What a submission stores for a job with one upload.</summary>
public sealed class JobSubmissionTests : IAsyncDisposable
{
    private readonly ScriptedDurableClient _durable = new();
    private readonly QueueInMemory _queue = new();
    private readonly StorageRequests _requests = new();
    private readonly string _account = Azurite.DrawAccount();
    private readonly BlobReference _input;
    private readonly BlobStore _blobs;
    private readonly UploadStore _uploads;
    private readonly TableServiceClient _tables;

    public JobSubmissionTests(Azurite azurite)
    {
        _input = new BlobReference("inputs", $"{_account}/x");
        _blobs = new BlobStore(azurite.Blobs);
        _uploads = new UploadStore(_blobs, Options.Create(new MediaOptions()), TimeProvider.System);
        _tables = _requests.Watch(azurite);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_has_its_marker_and_its_input_changes_no_more()
    {
        await UploadAsync();
        var id = await SubmitAsync();

        Assert.NotNull(await _blobs.FindAsync(new ResultPaths(_account, id.ToString()).PresenceMarker, Token));
        await Assert.ThrowsAsync<UploadUsedException>(UploadAsync);
    }

    [Fact]
    public async Task A_submission_that_fails_before_the_job_has_a_row_marks_nothing()
    {
        await UploadAsync();
        _requests.Fails = request => request == "POST /devstoreaccount1/jobs";
        var isClaimed = false;
        await Assert.ThrowsAsync<RequestFailedException>(() => SubmitAsync(_ =>
        {
            isClaimed = true;
            return Task.CompletedTask;
        }));

        await UploadAsync();
        Assert.False(isClaimed);
        Assert.Empty(await _blobs.ListAsync(new BlobReference(Containers.Results, _account), Token));
        Assert.Empty(_durable.Instances);
        Assert.Empty(_queue.Messages);
    }

    /// <summary>Retention finds a job by its row or its folder, and only then what else belongs to it, such as a secret.</summary>
    [Fact]
    public async Task What_the_caller_stores_for_a_job_follows_its_row_and_its_marker()
    {
        var (row, marker) = (default(JobSummary), default(BinaryData));
        await UploadAsync();
        await SubmitAsync(async id =>
        {
            row = await new JobTable(_tables).FindAsync(_account, id, Token);
            marker = await _blobs.FindAsync(new ResultPaths(_account, id.ToString()).PresenceMarker, Token);
        });

        Assert.NotNull(row);
        Assert.NotNull(marker);
    }

    /// <summary>All accounts share the ids, so two may draw the same one in the same millisecond.</summary>
    [Fact]
    public async Task A_job_whose_id_another_account_has_just_taken_gets_another_one()
    {
        var claimed = new List<JobId>();
        await UploadAsync();
        var id = await SubmitAsync(taken =>
        {
            claimed.Add(taken);
            if (claimed.Count == 1)
            {
                _durable.Add(taken.ToString(), OrchestrationRuntimeStatus.Running, new JobInput(Specs.Create(1) with { Account = "another" }, TimeSpan.FromHours(1)));
            }

            return Task.CompletedTask;
        });

        Assert.Equal(2, claimed.Count);
        Assert.Equal(claimed[1], id);
        Assert.Equal(_account, _durable.Instances[id.ToString()].ReadInputAs<JobInput>()!.Spec.Account);
        Assert.Equal(1, (await Ledger().GetAsync(_account, Token)).OpenJobs);
        Assert.Equal([id], (await new JobTable(_tables).ListAsync(_account, null, 100, Token)).Jobs.Select(job => job.Id));
        Assert.Empty(await _blobs.ListAsync(new ResultPaths(_account, claimed[0].ToString()).Job, Token));
        Assert.Equal($"{id}:0:0", Assert.Single(_queue.Messages).MessageId);
    }

    /// <summary>The same message as the orchestration's first step sends, so the queue drops the second one.</summary>
    [Fact]
    public async Task The_only_picture_of_a_job_is_on_the_queue_before_its_orchestration_has_taken_a_step()
    {
        await UploadAsync();
        var id = await SubmitAsync();

        var input = _durable.Instances[id.ToString()].ReadInputAs<JobInput>()!;
        var message = Assert.Single(_queue.Messages);
        var expected = DispatchItemInput.Of(id.ToString(), input, new ItemAttempt(0, 0));
        Assert.Equal(($"{id}:0:0", input.ItemDeadline), (message.MessageId, message.TimeToLive));
        Assert.Equal(BinaryData.FromObjectAsJson(expected.Request, ContractJson.Options).ToString(), message.Body.ToString());
    }

    [Fact]
    public async Task A_queue_that_fails_is_left_to_the_orchestration()
    {
        _queue.Before = _ => throw new ServiceBusException("Gone.", ServiceBusFailureReason.ServiceCommunicationProblem);
        await UploadAsync();
        var id = await SubmitAsync();

        Assert.True(_durable.Instances.ContainsKey(id.ToString()));
    }

    [Fact]
    public async Task A_head_start_that_takes_seconds_is_given_up()
    {
        var givenUp = new TaskCompletionSource();
        _queue.Before = cancellationToken =>
        {
            cancellationToken.Register(givenUp.SetResult);
            return Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        };
        await UploadAsync();
        await SubmitAsync();
        Assert.False(givenUp.Task.IsCompleted);
        _queue.Time.Advance(TimeSpan.FromSeconds(5));

        await givenUp.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.Empty(_queue.Messages);
    }

    [Fact]
    public async Task Nothing_is_sent_for_a_job_that_cannot_be_started()
    {
        _durable.Failure = new InvalidOperationException("The backend is away.");
        await UploadAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(SubmitAsync);
        Assert.Empty(_queue.Messages);
    }

    [Theory]
    [InlineData("two pictures")]
    [InlineData("a picture to be fetched")]
    [InlineData("a background to be fetched")]
    [InlineData("a video")]
    [InlineData("a job that waits for its turn")]
    public void Nothing_else_is_sent_ahead(string what)
    {
        var spec = Specs.Create(1);
        var input = new JobInput(what switch
        {
            "two pictures" => Specs.Create(2),
            "a picture to be fetched" => spec with { Items = [spec.Items[0] with { Source = 0 }] },
            "a background to be fetched" => spec with { BackgroundSource = 0 },
            "a video" => spec with { Video = new VideoSpec(new VideoSampling(5, null, 100), VideoFiles.None) },
            _ => spec,
        }, TimeSpan.FromHours(1), StagedAbove: what == "a job that waits for its turn" ? 1 : 0);
        _queue.HeadStarts.Give(Specs.JobId, input);

        Assert.Empty(_queue.Messages);
    }

    public ValueTask DisposeAsync() => _durable.DisposeAsync();

    private Task UploadAsync() => _uploads.StoreAsync(_input, "image/png", null, new MemoryStream([1]), Token);

    private AccountLedger Ledger() => new(_tables, Options.Create(new AccountOptions()), TimeProvider.System, Random.Shared);

    private Task<JobId> SubmitAsync() => SubmitAsync(static _ => Task.CompletedTask);

    private Task<JobId> SubmitAsync(Func<JobId, Task> onClaimed)
    {
        var jobs = new JobClient(
            new JobTable(_tables), Ledger(), _uploads, _blobs, _queue.HeadStarts, Options.Create(new JobOptions()), Options.Create(new VideoOptions()), new FakeTimeProvider(Specs.Now), Random.Shared, NullLogger<JobClient>.Instance);
        var spec = Specs.Create(1) with { Account = _account, Items = [new JobItem("x", _input)] };
        return jobs.SubmitAsync(_durable, spec, default, onClaimed, Token);
    }
}
