// Verify what main says of AWS credentials, IAM and roles that are not as they should be.

import { ACCESS } from './access.ts';
import { tellOf } from './mistake.ts';

tellOf(ACCESS);
