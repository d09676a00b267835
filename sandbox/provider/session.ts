import { EKSClient } from "@aws-sdk/client-eks";
import { IAMClient } from "@aws-sdk/client-iam";
import { STSClient } from "@aws-sdk/client-sts";
import type { Configuration, Surroundings } from "./configuration";
import { Faults } from "./faults";
import { observe } from "./aws/observe";
import { partitionOf } from "./partition";

/** Who calls, from where: an account and a region of the emulator, with the clients that reach it. */
export class Session {
    public readonly account: string;
    public readonly region: string;
    public readonly partition: string;
    public readonly defaultTags: Readonly<Record<string, string>>;
    public readonly faults: Faults;
    public readonly eks: EKSClient;
    public readonly iam: IAMClient;
    public readonly sts: STSClient;
    private readonly others = new Map<string, Session>();

    public constructor(
        configuration: Configuration,
        public readonly surroundings: Surroundings,
        faults?: Faults,
    ) {
        this.account = configuration.account;
        this.region = configuration.region;
        this.partition = partitionOf(this.region).id;
        this.defaultTags = configuration.defaultTags;
        this.faults = faults ?? new Faults(surroundings.directory);
        const options = {
            region: this.region,
            endpoint: surroundings.endpoint,
            // The emulator takes a 12-digit access key id for the account.
            credentials: { accessKeyId: this.account, secretAccessKey: "sandbox" },
            maxAttempts: 1,
        };
        this.eks = observe(new EKSClient(options), "EKS", this);
        this.iam = observe(new IAMClient(options), "IAM", this);
        this.sts = observe(new STSClient(options), "STS", this);
    }

    /** The session of a resource with its own `region`. */
    public in(region: unknown): Session {
        if (typeof region !== "string" || region === "" || region === this.region) {
            return this;
        }
        let other = this.others.get(region);
        if (other === undefined) {
            other = new Session(
                { region, account: this.account, defaultTags: this.defaultTags },
                this.surroundings,
                this.faults,
            );
            this.others.set(region, other);
        }
        return other;
    }
}
